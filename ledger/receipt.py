"""What the ledger answers to one who records."""

from msgspec import Struct


class Receipt(Struct, frozen=True, kw_only=True):
    """Where the event stands. known: it stood there before, and nothing was added. recorded_at: microseconds UTC.

    flags: what is doubtful of it, though it was recorded; empty for a known event.
    """

    event_id: str
    position: int
    version: int
    recorded_at: int
    known: bool
    flags: tuple[str, ...] = ()
