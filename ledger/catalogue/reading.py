"""What an event's data are read with, besides the data."""

from datetime import UTC, date, timedelta, tzinfo

from msgspec import Struct

from ledger.times import day_start


class Reading(Struct, frozen=True, kw_only=True):
    """zone: where a date alone begins. now: microseconds, times may be 5 minutes later; None = no limit.

    occurred_at: microseconds, for dates that must not lie before the event; None where that is not known.
    """

    zone: tzinfo = UTC
    now: int | None = None
    occurred_at: int | None = None


def date_passed(day: str, reading: Reading | None) -> bool:
    """Whether that day had ended when the event occurred; False where that is not known."""
    if reading is None or reading.occurred_at is None or day >= date.max.isoformat():
        return False
    return day_start(date.fromisoformat(day) + timedelta(days=1), reading.zone) <= reading.occurred_at
