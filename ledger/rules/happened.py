"""What the rules look at of an event that is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Happened:
    """One recorded event. Sealed fields may be missing from data: the rules never need them.

    occurred_at: microseconds since 1970 UTC, as recorded first. position: in the whole ledger, from 1.
    reverted: the import that brought it (its correlation_id) is named by an ImportReverted: the event is as if it had
    never been recorded, and so is what it said of other events.
    """

    event_id: str
    type: str
    data: Mapping[str, Any]
    occurred_at: int
    position: int
    stream: str
    reverted: bool = False
