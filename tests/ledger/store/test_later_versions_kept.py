"""Events of a later version of Guanxi in the log: kept, shown as they are, and passed over when recording."""

from collections.abc import Callable
from typing import Any

import pytest

from ledger.application import Ledger
from ledger.errors import Conflict, RuleBroken
from ledger.interaction import Interaction
from ledger.log_row import Entry

Make = Callable[..., Interaction]
LATER = pytest.mark.parametrize("columns", [{"type": "OrderSplit"}, {"type": "OrderCancelled", "schema": 99}])


@pytest.fixture
def later(ledger: Ledger, registered: Make, order: Make, entry: Callable[..., Entry]) -> Callable[..., Any]:
    """A ledger with an order, and an event about it that only a later version can read; gives that event."""

    def record(**columns: Any) -> Any:
        ledger.record_many([registered("C-1"), order("C-1", "SO-1")])
        ledger.application.recorder.append([entry(version=3, subject="order:SO-1", **columns)])
        return ledger.find("3")

    return record


@LATER
def test_it_is_shown_as_it_is(ledger: Ledger, later: Callable[..., Any], columns: dict[str, Any]) -> None:
    event = later(**columns)
    assert (event.type, event.schema) == (columns["type"], columns.get("schema", 1))
    assert event.data == {"order_id": "SO-1"}
    assert [one.position for one in ledger.events()] == [row[0] for row in ledger.rows()] == [1, 2, 3]


@LATER
def test_recording_goes_on_as_if_it_were_not_there(
    ledger: Ledger, later: Callable[..., Any], wanted: Make, columns: dict[str, Any]
) -> None:
    later(**columns)
    assert ledger.record(wanted("C-1", "OrderCancelled", {"order_id": "SO-1"})).flags == ()


@LATER
@pytest.mark.parametrize("kind", ["EventCorrected", "EventRetracted", "EventRestored"])
def test_it_is_not_worked_on(
    ledger: Ledger, later: Callable[..., Any], wanted: Make, columns: dict[str, Any], kind: str
) -> None:
    data = {"event_id": later(**columns).event_id, "reason": "wrong"}
    with pytest.raises(RuleBroken, match="later version"):
        ledger.record(wanted("C-1", kind, data | {"data": {}} if kind == "EventCorrected" else data))


@LATER
def test_its_external_id_is_taken(
    ledger: Ledger, later: Callable[..., Any], wanted: Make, columns: dict[str, Any]
) -> None:
    later(source="erp", external_id="X-1", **columns)
    with pytest.raises(Conflict):
        ledger.record(wanted("C-1", "NoteAdded", {"text": "x"}, ext="X-1"))
    retraction = {"of": {"source": "erp", "external_id": "X-1"}, "reason": "wrong"}
    with pytest.raises(Conflict):
        ledger.record(wanted("C-1", "EventRetracted", retraction, ext="X-1"))
