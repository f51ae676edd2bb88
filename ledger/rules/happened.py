"""What the rules look at of an event that is recorded."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ledger.catalogue import CATALOGUE
from ledger.upcasting import UPCASTING


class Happened(Struct, frozen=True, kw_only=True):
    """One recorded event. Sealed fields may be missing from data: the rules never need them.

    data: as stored, in the schema they were stored in. occurred_at: microseconds since 1970 UTC, as recorded first.
    position: in the whole ledger, from 1.
    reverted: the import that brought it (its correlation_id) is named by an ImportReverted: the event is as if it had
    never been recorded, and so is what it said of other events.
    """

    event_id: str
    type: str
    data: Mapping[str, Any]
    occurred_at: int
    position: int
    stream: str
    schema: int = 1
    reverted: bool = False

    def understood(self) -> "Happened | None":
        """The event in the current schema of its type; None for one of a later version, which the rules pass over."""
        kind = CATALOGUE.get(self.type)
        if kind is not None and kind.schema == self.schema:
            return self
        if not UPCASTING.understands(self.type, self.schema):
            return None
        schema, data = UPCASTING.current(self.type, self.schema, self.data)
        return replace(self, schema=schema, data=data)
