"""The oracle's effective history, by hand."""

from collections.abc import Sequence
from typing import Any

from tests.oracle.effective import Event, effective
from tests.oracle.given import at, event, numbered, order

PLACED = order("2024-03-01", "100.00", order_id="O")
LATER = "2024-04-01"


def corrected(known: str, amount: str, *, named: str = "", occurred: str | None = None) -> Event:
    moved: dict[str, Any] = {"occurred_at": at(occurred)} if occurred else {}
    data = {"order_id": "O", "amount": amount, "currency": "EUR"}
    return event("EventCorrected", LATER, known=known, named=named, event_id="e1", data=data, **moved)


def retracted(known: str, target: str = "e1") -> Event:
    return event("EventRetracted", LATER, known=known, event_id=target)


def restored(known: str) -> Event:
    return event("EventRestored", LATER, known=known, event_id="e1")


def amounts(events: Sequence[Event], known: str | None = None) -> list[str]:
    history = effective(numbered(events), at(known) if known else None)
    return [e["data"]["amount"] for e in history]


def test_a_correction_replaces_the_data_from_when_it_was_recorded() -> None:
    events = [PLACED, corrected("2024-05-01", "80.00")]
    assert amounts(events, "2024-04-30") == ["100.00"]
    assert amounts(events, "2024-05-01") == ["80.00"]


def test_the_latest_correction_alone_counts_with_its_own_time_if_it_gives_one() -> None:
    events = [PLACED, corrected("2024-05-01", "80.00", occurred="2024-02-01"), corrected("2024-05-02", "70.00")]
    assert [(e["occurred_at"], e["data"]["amount"]) for e in effective(numbered(events), at("2024-05-01"))] == [
        (at("2024-02-01"), "80.00")
    ]
    assert [(e["occurred_at"], e["data"]["amount"]) for e in effective(numbered(events), None)] == [
        (at("2024-03-01"), "70.00")
    ]


def test_a_retraction_takes_an_event_out_and_a_restoration_brings_it_back() -> None:
    events = [PLACED, retracted("2024-05-01"), restored("2024-05-02")]
    assert amounts(events, "2024-05-01") == []
    assert amounts(events) == ["100.00"]


def test_retracting_a_correction_brings_back_what_stood_before() -> None:
    events = [PLACED, corrected("2024-05-01", "80.00"), corrected("2024-05-02", "70.00", named="second")]
    assert amounts([*events, retracted("2024-05-03", "second")]) == ["80.00"]


def test_restorations_undo_the_latest_act_still_in_force_one_by_one() -> None:
    events = [PLACED, corrected("2024-05-01", "80.00"), retracted("2024-05-02")]
    assert amounts(events) == []
    assert amounts([*events, restored("2024-05-03")]) == ["80.00"]
    assert amounts([*events, restored("2024-05-03"), restored("2024-05-04")]) == ["100.00"]


def test_the_history_is_ordered_by_when_things_occurred() -> None:
    events = [PLACED, order("2024-02-01", "50.00"), corrected("2024-05-01", "80.00", occurred="2024-01-15")]
    assert amounts(events, "2024-04-30") == ["50.00", "100.00"]
    assert amounts(events) == ["80.00", "50.00"]
