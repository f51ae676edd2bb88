"""What the ledger answers to one who records."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """Where the event stands. known: it stood there before, and nothing was added. recorded_at: microseconds UTC.

    flags: what is doubtful of it, though it was recorded; empty for a known event.
    """

    event_id: str
    position: int
    version: int
    recorded_at: int
    known: bool
    flags: tuple[str, ...] = ()
