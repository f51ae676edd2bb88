"""What an event's data are read with, besides the data."""

from dataclasses import dataclass
from datetime import UTC, tzinfo


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """zone: where a date alone begins. now: microseconds, times may be 5 minutes later; None = no limit."""

    zone: tzinfo = UTC
    now: int | None = None
