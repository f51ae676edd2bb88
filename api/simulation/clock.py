"""Days and parts of a day as the chapters reckon them."""

from functools import cache

from api.simulation.arguments import date_of

MINUTE_US, HOUR_US = 60_000_000, 3_600_000_000
DAY_MINUTES = 24 * 60


@cache
def date_text(day: int) -> str:
    """2025-03-14."""
    return date_of(day).isoformat()


def workday(day: int) -> int:
    """The day itself, or the Monday after it. 1970-01-01 was a Thursday."""
    weekday = (day + 3) % 7
    return day if weekday < 5 else day + 7 - weekday
