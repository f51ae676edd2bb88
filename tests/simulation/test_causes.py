"""The causes handed out are those of the lines."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from api.simulation.causes import Cause, causes
from api.simulation.harm import KINDS
from tests.simulation.books import UNTIL, arguments, documents, written

BOOK = arguments(customers=250, years=5)
YEAR = timedelta(days=365)

Events = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Events:
    found: Events = {}
    for document in documents(written(tmp_path_factory.mktemp("book") / "book", BOOK)):
        found.setdefault(document["customer"], []).append(document)
    return found


def of_kind(kind: str, outcome: str | None = None) -> list[tuple[str, Cause]]:
    return [
        (code, cause)
        for code, found in causes(BOOK).items()
        for cause in found
        if cause.kind == kind and outcome in (None, cause.outcome)
    ]


def days(found: list[dict[str, Any]], kind: str) -> list[date]:
    return sorted(date.fromisoformat(e["occurred_at"][:10]) for e in found if e["type"] == kind)


def test_every_customer_of_the_book_is_there_in_its_order(events: Events) -> None:
    assert list(causes(BOOK)) == sorted(events)


def test_every_kind_and_every_outcome_occurs() -> None:
    found = [cause for of_customer in causes(arguments(customers=1500, years=5)).values() for cause in of_customer]
    assert {cause.kind for cause in found} == set(KINDS)
    assert set(Counter(cause.outcome for cause in found)) == {"recovered", "reduced", "lost", "open"}
    assert {cause.side for cause in found} == {"rival", "customer", "own"}


def test_dates_stand_in_order_and_before_the_end() -> None:
    for code, found in causes(BOOK).items():
        for cause in found:
            assert cause.on <= cause.falls_on, code
            assert cause.on < UNTIL, code
            assert (cause.settled_on is None) == (cause.outcome == "open"), code
        assert [cause.on for cause in found] == sorted(cause.on for cause in found)


def test_orders_become_fewer_after_what_hurts_and_stay_where_nothing_does(events: Events) -> None:
    def ratio(turning: list[tuple[str, date]]) -> float:
        before = after = 0
        for code, on in turning:
            ordered = days(events[code], "OrderPlaced")
            before += sum(on - YEAR / 2 <= day < on for day in ordered)
            after += sum(on + YEAR / 6 <= day < on + YEAR * 2 / 3 for day in ordered)
        return after / before

    hurt = [
        (code, cause.falls_on)
        for code, found in causes(BOOK).items()
        for cause in found
        if cause.drop >= 60 and cause.falls_on < UNTIL - YEAR
    ]
    spared = [(code, date(2024, 6, 30)) for code, found in causes(BOOK).items() if not found and code in events]
    assert len(hurt) > 20
    assert ratio(hurt) < 0.5
    assert ratio(spared) > 0.9


def test_an_end_is_said_on_its_day(events: Events) -> None:
    for code, cause in of_kind("ended_by_us") + of_kind("ended_by_customer"):
        said = days(events[code], "RelationshipEnded")
        assert any(abs((day - cause.on).days) <= 4 for day in said), code


def test_nothing_is_ordered_after_a_loss(events: Events) -> None:
    lost = [(code, c) for code, found in causes(BOOK).items() for c in found if c.outcome == "lost"]
    assert lost
    for code, cause in lost:
        assert cause.settled_on is not None
        late = [day for day in days(events[code], "OrderPlaced") if day > cause.settled_on + timedelta(days=3)]
        assert late == [], code


def test_a_quality_failure_shows_in_complaints(events: Events) -> None:
    for code, cause in of_kind("quality_failure"):
        if cause.on < UNTIL - timedelta(days=30):
            raised = days(events[code], "ComplaintRaised")
            assert any(0 <= (day - cause.on).days <= 120 for day in raised), code


def test_the_one_on_whom_it_hung_leaves_on_the_day(events: Events) -> None:
    for code, cause in of_kind("key_contact_left"):
        left = days(events[code], "ContactLeft")
        recorded = cause.on < UNTIL - timedelta(days=250)
        assert not recorded or any(abs((day - cause.on).days) <= 4 for day in left), code


def test_our_silence_is_a_gap_in_contact(events: Events) -> None:
    contact = ("VisitMade", "CallMade", "MessageExchanged", "ValueDemonstrated")
    for code, cause in of_kind("our_silence"):
        quiet_until = cause.falls_on + timedelta(days=20)
        met = [day for kind in contact for day in days(events[code], kind)]
        assert not any(cause.on + timedelta(days=3) < day < quiet_until for day in met), code
