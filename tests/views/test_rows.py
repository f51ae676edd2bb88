"""What stands in the tables is what the answers say."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ledger.application import Ledger
from projections import answers
from projections.clocks import Clocks, resolve, today
from projections.follower.rebuild import rebuild
from projections.policy_file import default_policy
from projections.views.columns import Table
from projections.views.sqlite.file import ViewsFile
from projections.views.tables import TABLES
from tests.views.conftest import DAY, NOON, Clock, Tell


def rows(views: Path, statement: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(views)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(statement)]


@pytest.fixture
def at(ledger: Ledger, views: Path, book: None, clock: Clock) -> Clocks:
    """Views of the book, and their clocks."""
    rebuild(ledger, ViewsFile(views), clock=clock)
    return today(ledger, rules=default_policy(), now=clock())


def test_the_default_clocks_of_a_question_are_those_of_the_views(ledger: Ledger, at: Clocks, clock: Clock) -> None:
    assert resolve(ledger, now=clock()) == at


def test_the_book_from_the_views_is_the_book_from_the_log_to_the_byte(ledger: Ledger, views: Path, at: Clocks) -> None:
    quick = json.dumps(answers.book(ledger, at))
    views.unlink()
    assert json.dumps(answers.book(ledger, at)) == quick


def test_standing_repeats_what_show_says(ledger: Ledger, views: Path, at: Clocks) -> None:
    for row in rows(views, "SELECT * FROM standing"):
        standing = answers.standing(ledger, row["customer"], at)
        stage, rhythm = standing["stage"], standing["rhythm"]
        assert (row["stage"], row["stage_since"], row["stage_peak"]) == (stage["name"], stage["since"], stage["peak"])
        assert row["stage_reason"] == stage["reason"]
        assert json.loads(row["stage_evidence"]) == stage["evidence"]
        assert json.loads(row["stage_next"]) == stage["next"]
        assert json.loads(row["stage_absences"]) == stage["absences"]
        for name in ("median_gap_days", "probability_of_silence", "probability_no_order", "probability_lapsed"):
            assert row[name] == rhythm[name]
        assert row["rhythm_reason"] == rhythm["reason"]
        assert row["risk_reason"] == standing["risk"]["reason"]
        assert row["purchases_12m_minor"] == 90_000


def test_history_repeats_the_month_ends_of_history(ledger: Ledger, views: Path, at: Clocks) -> None:
    kept = rows(views, "SELECT * FROM history WHERE customer = 'C-1' ORDER BY review_on")
    said = [row for row in answers.history(ledger, "C-1", at) if row["final"]]
    assert [row["review_on"] for row in kept] == [row["on"] for row in said]
    for row, expected in zip(kept, said, strict=True):
        for name in ("stage", "step", "momentum", "risk", "share", "purchases_12m", "currency", "policy"):
            assert row[name] == expected[name]
        assert json.loads(row["signals"]) == expected["signals"]
        assert row["step_reason"] == (expected["reason"] if expected["step"] else None)
    assert any(row["step"] for row in kept)


def test_signals_repeat_those_of_show(ledger: Ledger, views: Path, at: Clocks) -> None:
    kept = rows(views, "SELECT * FROM signals WHERE customer = 'C-2' ORDER BY severity_level DESC, signal")
    said = answers.standing(ledger, "C-2", at)["risk"]["signals"]
    assert [row["signal"] for row in kept] == [signal["name"] for signal in said]
    assert {"complaint_open", "order_overdue"} <= {row["signal"] for row in kept}
    for row, signal in zip(kept, said, strict=True):
        for name in ("severity", "cause", "value", "threshold", "unit", "since", "reason", "evidence_count"):
            word = name in ("value", "threshold") and isinstance(signal[name], str)
            assert row[name] == (None if word else signal[name])
        for name in ("parts", "evidence", "absences"):
            assert json.loads(row[name]) == signal[name]


def test_the_timeline_names_every_event_that_stands_as_corrected(
    ledger: Ledger, views: Path, book: None, tell: Tell, clock: Clock
) -> None:
    order = tell("C-1", "OrderPlaced", "2025-01-10", order_id="O20", amount="7.00", currency="EUR")
    gone = tell("C-1", "OrderPlaced", "2025-01-11", order_id="O21", amount="8.00", currency="EUR")
    corrected = {"order_id": "O20", "amount": "9.00", "currency": "EUR"}
    tell("C-1", "EventCorrected", event_id=order.event_id, data=corrected, occurred_at="2025-01-09", reason="typo")
    tell("C-1", "EventRetracted", event_id=gone.event_id, reason="never came")
    rebuild(ledger, ViewsFile(views), clock=clock)
    said = answers.timeline(ledger, "C-1", today(ledger, rules=default_policy(), now=clock()), order="asc")
    kept = rows(views, "SELECT * FROM timeline WHERE customer = 'C-1' ORDER BY occurred_at, position")
    assert [row["position"] for row in kept] == [row["position"] for row in said]
    for name in ("type", "occurred_at", "recorded_at", "late_days", "status"):
        assert [row[name] for row in kept] == [row[name] for row in said]
    (row,) = [row for row in kept if row["position"] == order.position]
    assert (row["occurred_on"], row["status"]) == ("2025-01-09", "corrected")
    assert row["summary"] == "Order O20: EUR 9.00."


def test_an_order_in_the_table_says_when_it_was_cancelled(
    ledger: Ledger, views: Path, book: None, tell: Tell, clock: Clock
) -> None:
    tell("C-1", "OrderCancelled", "2025-02-01", order_id="O12")
    rebuild(ledger, ViewsFile(views), clock=clock)
    kept = rows(views, "SELECT * FROM orders WHERE customer = 'C-1' ORDER BY ordered_at")
    assert [row["order_id"] for row in kept] == [f"O{month}" for month in range(1, 13)]
    assert [row["amount_minor"] for row in kept] == [10_000] * 12
    assert [row["cancelled_at"] for row in kept] == [None] * 11 + ["2025-02-01T00:00:00.000000Z"]


def test_what_occurs_after_midnight_comes_into_sight_with_the_new_day(
    ledger: Ledger, views: Path, book: None, tell: Tell, clock: Clock
) -> None:
    clock.now = NOON + DAY // 2 - 60_000_000  # a minute to midnight
    tell("C-1", "CallMade", "2025-03-15T00:01:00Z", contact_ids=["K1"])
    rebuild(ledger, ViewsFile(views), clock=clock)
    calls = "SELECT customer FROM timeline WHERE type = 'CallMade'"
    assert rows(views, calls) == []
    clock.now += 120_000_000
    rebuild(ledger, ViewsFile(views), clock=clock)
    assert rows(views, calls) == [{"customer": "C-1"}]


def test_a_customer_whose_registration_is_retracted_leaves_every_table(
    ledger: Ledger, views: Path, book: None, tell: Tell, clock: Clock
) -> None:
    registration = ledger.stream("C-1")[0]
    tell("C-1", "EventRetracted", event_id=registration.event_id, reason="no customer of ours")
    rebuild(ledger, ViewsFile(views), clock=clock)
    for table in ("standing", "history", "signals", "timeline", "orders"):
        assert {row["customer"] for row in rows(views, f"SELECT customer FROM {table}")} <= {"C-2"}


def test_nothing_personal_reaches_the_file(ledger: Ledger, views: Path, at: Clocks) -> None:
    raw = b"".join(path.read_bytes() for path in views.parent.glob("views.db*"))
    assert b"Company C-1" in raw
    assert not re.search(rb"secret|Anna|\$sealed|\"box\"", raw, re.IGNORECASE)


def test_a_compliance_concern_shows_nowhere(ledger: Ledger, views: Path, book: None, tell: Tell, clock: Clock) -> None:
    tell("C-3", "CustomerRegistered", "2025-01-02", name="Company C-3", currency="EUR")
    tell("C-3", "ComplianceConcernRaised", concern_id="X1", side="rival", text="secret gift")
    rebuild(ledger, ViewsFile(views), clock=clock)
    assert rows(views, "SELECT type FROM timeline WHERE customer = 'C-3'") == [{"type": "CustomerRegistered"}]
    assert rows(views, "SELECT risk, signals FROM standing WHERE customer = 'C-3'") == [{"risk": None, "signals": "[]"}]


def test_no_sentence_of_the_timeline_needs_a_sealed_field(ledger: Ledger, views: Path, at: Clocks) -> None:
    assert rows(views, "SELECT summary FROM timeline WHERE type = 'ContactAdded' AND customer = 'C-1'") == [
        {"summary": "Contact K1 added (Buying, middle)."}
    ]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_null_stands_only_where_the_definition_says_so(views: Path, at: Clocks, table: Table) -> None:
    for column in table.columns:
        (count,) = rows(views, f"SELECT count(*) AS nulls FROM {table.name} WHERE {column.name} IS NULL")
        assert column.null or count == {"nulls": 0}
