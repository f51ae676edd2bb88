"""The month ends a reader can slide to."""

from datetime import date
from zoneinfo import ZoneInfo

from projections.calendar import day_end, local, month_ends


def months_since(first_on: str, now: int, zone: ZoneInfo) -> list[str]:
    """All month ends from that of `first_on` (a date) until `now` (microseconds), ascending, as dates."""
    first = day_end(date.fromisoformat(first_on), zone)
    return [local(moment, zone).date().isoformat() for moment in month_ends(first, now, zone)]
