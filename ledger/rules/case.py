"""What a rule judges: one event that somebody wants to count, beside what is recorded."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from ledger.rules.earlier_order import EarlierOrder
from ledger.rules.happened import Happened
from ledger.rules.state import Relationship


class Case(Struct, frozen=True):
    """pointer: where its data stand in the document.

    changes: the event_id of the recorded event whose data these are from now on; None for a new event.
    earlier_orders: the latest orders recorded before, in any order; empty where they were not looked up.
    """

    state: Relationship
    type: str
    data: Mapping[str, Any]
    occurred_at: int
    pointer: str = "/data"
    changes: str | None = None
    earlier_orders: Sequence[EarlierOrder] = ()

    def others(self, subject: str) -> tuple[Happened, ...]:
        """What else happened to a thing since it was recorded, as corrected, in the order recorded."""
        return tuple(event for event in self.state.life(subject) if event.event_id != self.changes)


Check = Callable[[Case], Iterator[str]]
"""A rule: yields flags, raises RuleBroken."""
