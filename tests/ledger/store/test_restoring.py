"""Restoring a past: recorded_at as it was, into an empty ledger, and never silently."""

from collections.abc import Callable
from typing import Any

import pytest

from ledger.application import Ledger, Receipt
from ledger.errors import GuanxiError, Invalid, RuleBroken
from ledger.interaction import Interaction

Make = Callable[..., Interaction]
CONTACT = {"contact_id": "K1", "name": "Li Wei", "department": "Purchasing", "level": "middle"}


@pytest.fixture
def past(wanted: Make) -> Callable[..., Interaction]:
    """past(day, kind, data): something of customer C-1 recorded at noon on a day of January 2025."""

    def make(day: int, kind: str, data: Any, **more: Any) -> Interaction:
        noon = f"2025-01-{day:02d}T12:00:00Z"
        return wanted("C-1", kind, data, at=f"2025-01-{min(day, 5):02d}T09:00:00Z", recorded_at=noon, **more)

    return make


@pytest.fixture
def history(past: Make) -> list[Interaction]:
    order = {"currency": "EUR", "amount": "5.00"}
    return [
        past(3, "CustomerRegistered", {"name": "Nordwind", "currency": "EUR"}),
        past(3, "OrderPlaced", {"order_id": "1", **order}, ext="1"),
        past(7, "OrderPlaced", {"order_id": "2", **order}, ext="2"),
        past(9, "VisitMade", {"new_contacts": [CONTACT]}, ext="3"),
    ]


def restore(ledger: Ledger, lines: Any) -> list[Any]:
    return ledger.restore(lines, source="old.jsonl", simulated=False)


def test_events_keep_the_time_at_which_they_were_recorded(ledger: Ledger, history: list[Interaction]) -> None:
    outcomes = restore(ledger, iter(history))
    assert [outcome.position for outcome in outcomes] == [2, 3, 4, 6]
    stored = [(event.type, event.recorded_at) for event in ledger.events()]
    assert stored == [
        ("LedgerRestored", history[0].recorded_at),
        ("CustomerRegistered", history[0].recorded_at),
        ("OrderPlaced", history[1].recorded_at),
        ("OrderPlaced", history[2].recorded_at),
        ("ContactAdded", history[3].recorded_at),
        ("VisitMade", history[3].recorded_at),
    ]


def test_what_was_known_then_can_be_asked(ledger: Ledger, history: list[Interaction]) -> None:
    restore(ledger, history)
    assert [ledger.position_at((line.recorded_at or 0) + shift) for line in history[1:] for shift in (-1, 0)] == [
        0,
        3,
        3,
        4,
        4,
        6,
    ]


def test_the_ledger_says_first_that_it_was_restored(ledger: Ledger, history: list[Interaction], clock: Any) -> None:
    ledger.restore(history, source="old.jsonl", simulated=True, actor="wang", correlation_id="b-1")
    (restored,) = ledger.stream("$ledger")
    assert restored.position == 1
    assert restored.occurred_at == clock.now
    assert restored.data == {
        "source": "old.jsonl",
        "simulated": True,
        "from": "2025-01-03T12:00:00.000000Z",
        "to": "2025-01-09T12:00:00.000000Z",
    }
    assert restored.metadata == {"recorded_by": "wang", "correlation_id": "b-1"}
    assert ledger.find("2").metadata == {"recorded_by": "wang", "correlation_id": "b-1"}


def test_after_restoring_the_present_goes_on(
    ledger: Ledger, history: list[Interaction], order: Make, clock: Any
) -> None:
    restore(ledger, history)
    receipt = ledger.record(order("C-1", "9"))
    assert (receipt.position, receipt.recorded_at) == (7, clock.now)


def test_each_line_is_judged_on_its_own(ledger: Ledger, history: list[Interaction], past: Make) -> None:
    bad = past(8, "OrderCancelled", {"order_id": "never placed"})
    outcomes = restore(ledger, [*history[:3], bad, history[2], history[3]])
    assert [outcome.code if isinstance(outcome, GuanxiError) else outcome.position for outcome in outcomes] == [
        2,
        3,
        4,
        "unknown_reference",
        "invalid",
        6,
    ]
    assert "2025-01-07T12:00:00.000000Z lies before the line ahead of it" in str(outcomes[4])


def test_a_repeated_line_is_known(ledger: Ledger, history: list[Interaction]) -> None:
    outcomes = restore(ledger, [*history[:2], history[1], *history[2:]])
    assert isinstance(outcomes[2], Receipt)
    assert outcomes[2].known
    assert outcomes[2].position == outcomes[1].position


def test_a_line_of_the_future_is_refused(ledger: Ledger, history: list[Interaction], clock: Any) -> None:
    clock.now = history[2].recorded_at
    outcomes = restore(ledger, history)
    assert [isinstance(outcome, Invalid) for outcome in outcomes] == [False, False, False, True]
    assert "lies in the future" in str(outcomes[3])


def test_a_past_is_restored_only_into_an_empty_ledger(
    ledger: Ledger, history: list[Interaction], registered: Make
) -> None:
    ledger.record(registered("C-2"))
    with pytest.raises(RuleBroken, match="up to position 1; a past"):
        restore(ledger, history)
    assert ledger.last()[0] == 1


def test_it_is_not_restored_twice(ledger: Ledger, history: list[Interaction]) -> None:
    restore(ledger, history)
    with pytest.raises(RuleBroken):
        restore(ledger, history)
    assert ledger.last()[0] == 6


def test_lines_without_recorded_at_are_not_restored(
    ledger: Ledger, history: list[Interaction], registered: Make
) -> None:
    with pytest.raises(Invalid, match="without recorded_at"):
        restore(ledger, [*history, registered("C-2")])
    assert ledger.last() == (0, None)


def test_an_empty_past_changes_nothing(ledger: Ledger) -> None:
    assert restore(ledger, []) == []
    assert ledger.last() == (0, None)


def test_a_long_past_is_restored_across_many_writes(
    ledger: Ledger, past: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.application.CHUNK", 3)
    order = {"currency": "EUR", "amount": "5.00"}
    lines = [past(3, "CustomerRegistered", {"name": "Nordwind", "currency": "EUR"})]
    lines += [past(3 + n // 2, "OrderPlaced", {"order_id": str(n), **order}) for n in range(20)]
    lines.insert(12, past(2, "OrderPlaced", {"order_id": "early", **order}))
    outcomes = restore(ledger, lines)
    assert [isinstance(outcome, Invalid) for outcome in outcomes] == [n == 12 for n in range(22)]
    assert ledger.last()[0] == 22
    assert len(ledger.stream("$ledger")) == 1
