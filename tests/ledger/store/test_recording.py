"""Recording through the ledger: decided by the rules, written once, each on its own or all together."""

from collections.abc import Callable
from typing import Any

import pytest

from ledger.application import Ledger, Receipt
from ledger.errors import AlreadyRegistered, GuanxiError, Invalid, RuleBroken, UnknownCustomer, UnknownReference
from ledger.interaction import Interaction

Make = Callable[..., Interaction]
CONTACT = {"contact_id": "K1", "name": "Li Wei", "department": "Purchasing", "level": "middle"}


def types(ledger: Ledger) -> list[str]:
    return [event.type for event in ledger.events()]


def codes(outcomes: Any) -> list[str]:
    return [outcome.code if isinstance(outcome, GuanxiError) else "recorded" for outcome in outcomes]


def test_a_receipt_says_where_the_event_stands(ledger: Ledger, registered: Make, order: Make, clock: Any) -> None:
    ledger.record(registered("C-1"))
    ledger.record(registered("C-2"))
    receipt = ledger.record(order("C-1", "SO-1"))
    assert receipt == Receipt(
        event_id=receipt.event_id, position=3, version=2, recorded_at=clock.now + 2, known=False, flags=()
    )
    assert ledger.find(receipt.event_id).data == {"order_id": "SO-1", "currency": "EUR", "amount": "5.00"}


def test_who_recorded_and_why_is_kept(ledger: Ledger, registered: Make) -> None:
    ledger.record(registered("C-1"), actor="wang", correlation_id="batch-7")
    ledger.record(registered("C-2"))
    assert [event.metadata for event in ledger.events()] == [
        {"recorded_by": "wang", "correlation_id": "batch-7"},
        {"recorded_by": "local"},
    ]


def test_what_the_rules_refuse_leaves_no_trace(ledger: Ledger, registered: Make, order: Make, wanted: Make) -> None:
    with pytest.raises(UnknownCustomer):
        ledger.record(order("C-1", "SO-1"))
    ledger.record(registered("C-1"))
    with pytest.raises(AlreadyRegistered):
        ledger.record(registered("C-1"))
    with pytest.raises(UnknownReference):
        ledger.record(wanted("C-1", "OrderCancelled", {"order_id": "SO-1"}))
    assert types(ledger) == ["CustomerRegistered"]


def test_the_rules_see_all_that_was_recorded_of_a_thing(
    ledger: Ledger, registered: Make, order: Make, wanted: Make
) -> None:
    ledger.record_many([registered("C-1"), registered("C-2"), order("C-1", "SO-1")])
    ledger.record(order("C-2", "SO-1"))
    ledger.record(wanted("C-1", "OrderCancelled", {"order_id": "SO-1"}))
    with pytest.raises(RuleBroken, match="cancelled already"):
        ledger.record(wanted("C-1", "OrderCancelled", {"order_id": "SO-1"}))
    assert ledger.record(wanted("C-2", "OrderCancelled", {"order_id": "SO-1"})).version == 3


def test_people_met_for_the_first_time_are_recorded_before_the_visit_in_one_write(
    ledger: Ledger, registered: Make, wanted: Make
) -> None:
    ledger.record(registered("C-1"))
    receipt = ledger.record(
        wanted("C-1", "VisitMade", {"new_contacts": [CONTACT, {**CONTACT, "contact_id": "K2"}]}, ext="V-1"),
    )
    visit = ledger.find(receipt.event_id)
    added = ledger.events(after=1)[:2]
    assert types(ledger) == ["CustomerRegistered", "ContactAdded", "ContactAdded", "VisitMade"]
    assert visit.data == {"contact_ids": ["K1", "K2"]}
    assert {event.recorded_at for event in added} == {visit.recorded_at}
    assert [event.metadata["causation_id"] for event in added] == [visit.event_id] * 2
    assert [(event.source, event.external_id) for event in added] == [("erp", None)] * 2


def test_doubtful_facts_are_recorded_and_flagged(ledger: Ledger, registered: Make, wanted: Make) -> None:
    ledger.record_many(
        [registered("C-1"), wanted("C-1", "ContactAdded", CONTACT), wanted("C-1", "ContactLeft", {"contact_id": "K1"})]
    )
    late = wanted("C-1", "VisitMade", {"contact_ids": ["K1"]}, at="2025-03-12T09:00:00Z")
    assert ledger.record(late).flags == ("contact_left",)


def test_many_are_recorded_in_order_each_on_its_own(
    ledger: Ledger, registered: Make, order: Make, wanted: Make
) -> None:
    outcomes = ledger.record_many(
        [
            order("C-1", "SO-0"),
            registered("C-1"),
            order("C-1", "SO-1"),
            order("C-1", "SO-1"),
            wanted("C-1", "OrderCancelled", {"order_id": "SO-1"}),
            wanted("C-1", "OrderCancelled", {"order_id": "SO-1"}),
            registered("C-2"),
        ]
    )
    assert codes(outcomes) == [
        "unknown_customer",
        "recorded",
        "recorded",
        "already_registered",
        "recorded",
        "rule",
        "recorded",
    ]
    assert [(o.position, o.version) for o in outcomes if isinstance(o, Receipt)] == [(1, 1), (2, 2), (3, 3), (4, 1)]
    assert [event.event_id for event in ledger.events()] == [o.event_id for o in outcomes if isinstance(o, Receipt)]


def test_many_more_than_one_write_takes_are_all_recorded(ledger: Ledger, registered: Make, order: Make) -> None:
    customers = [f"C-{number}" for number in range(7)]
    wanted = [registered(customer) for customer in customers]
    wanted += [order(customers[number % 7], f"SO-{number}") for number in range(4_500)]
    outcomes = ledger.record_many(wanted)
    assert [o.position for o in outcomes if isinstance(o, Receipt)] == list(range(1, 4_508))
    for customer in customers:
        versions = [event.version for event in ledger.stream(customer)]
        assert versions == list(range(1, len(versions) + 1))


def test_an_answer_keeps_nothing_of_the_run_alive(ledger: Ledger, order: Make, wanted: Make) -> None:
    unread = wanted("C-1", "EventRetracted", {"of": {"source": "erp", "external_id": "1"}, "reason": "r"})
    for refused in ledger.record_many([order("C-1", "SO-1"), unread]):
        assert isinstance(refused, GuanxiError)
        assert (refused.__traceback__, refused.__context__, refused.__cause__) == (None, None, None)


def test_nothing_at_all_is_recorded_when_one_is_refused_and_all_or_nothing_is_asked(
    ledger: Ledger, registered: Make, order: Make
) -> None:
    outcomes = ledger.record_many([registered("C-1"), order("C-2", "SO-1")], all_or_nothing=True)
    assert codes(outcomes) == ["recorded", "unknown_customer"]
    assert ledger.last() == (0, None)
    assert codes(ledger.record_many([registered("C-1"), order("C-1", "SO-1")], all_or_nothing=True)) == ["recorded"] * 2
    assert ledger.last()[0] == 2


def test_an_attempt_is_seen_by_nobody_until_it_is_kept(
    ledger: Ledger, open_here: Callable[..., Ledger], registered: Make, order: Make
) -> None:
    with ledger.attempt() as attempt:
        attempt.record_many([registered("C-1")])
        assert codes(attempt.record_many([order("C-1", "SO-1"), order("C-1", "SO-1")])) == [
            "recorded",
            "already_registered",
        ]
        assert open_here().last() == (0, None)
        attempt.keep()
    assert types(ledger) == ["CustomerRegistered", "OrderPlaced"]


def test_an_attempt_that_is_not_kept_or_fails_leaves_nothing(ledger: Ledger, registered: Make) -> None:
    with ledger.attempt() as attempt:
        attempt.record_many([registered("C-1")])

    def fail() -> None:
        with ledger.attempt() as attempt:
            attempt.record_many([registered("C-1")])
            attempt.keep()
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert ledger.last() == (0, None)
    assert ledger.record(registered("C-1")).position == 1


def test_recorded_at_is_the_ledgers_to_set(ledger: Ledger, wanted: Make) -> None:
    line = wanted("C-1", "CustomerRegistered", {"name": "N", "currency": "EUR"}, recorded_at="2025-03-11T09:00:00Z")
    with pytest.raises(Invalid, match="recorded_at is set by the ledger"):
        ledger.record(line)
    assert codes(ledger.record_many([line])) == ["invalid"]


def test_a_finished_import_stands_in_the_ledgers_own_stream(ledger: Ledger, registered: Make) -> None:
    counts = {
        "rows": 1,
        "rows_used": 1,
        "rows_left_out": 0,
        "rows_rejected": 0,
        "read": 1,
        "recorded": 1,
        "known": 0,
        "rejected": 0,
    }
    ledger.record(registered("C-1"), correlation_id="import-1")
    ledger.finish_import(batch_id="import-1", files=[{"file": "a.jsonl", **counts}], counts=counts)
    (finished,) = ledger.stream("$ledger")
    assert (finished.type, finished.position, finished.version) == ("ImportFinished", 2, 1)
    assert finished.data == {"batch_id": "import-1", "files": [{"file": "a.jsonl", **counts}], "counts": counts}
    assert finished.metadata["correlation_id"] == "import-1"
    assert ledger.customers() == ["C-1"]
