"""Instants as integer microseconds since 1970 UTC, and their RFC 3339 text."""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

from ledger.errors import Invalid

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
# Every instant between them can be written in every zone; an offset can put one outside whose own text is fine.
EARLIEST = (datetime(1, 1, 2, tzinfo=UTC) - EPOCH) // MICROSECOND
LATEST = (datetime(9999, 12, 31, tzinfo=UTC) - EPOCH) // MICROSECOND
SECOND_US = 1_000_000
AHEAD_ALLOWED_US = 300 * SECOND_US
FIRST_DAY = date(1900, 1, 1)

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?)([Zz]|[+-][0-9]{2}:[0-9]{2})?"
)
_REMEDY = 'write an instant with its offset, such as "2025-03-14T10:00:00+08:00", or a date, "2025-03-14"'


def to_micros(moment: datetime) -> int:
    """Microseconds since 1970 UTC of an aware datetime; negative before 1970."""
    return (moment - EPOCH) // MICROSECOND


def from_micros(us: int) -> datetime:
    """The aware UTC datetime of an instant."""
    return EPOCH + timedelta(microseconds=us)


def format_instant(us: int) -> str:
    """RFC 3339 in UTC with six digits: "2025-03-14T02:00:00.000000Z"."""
    return from_micros(us).isoformat(timespec="microseconds")[:-6] + "Z"


@lru_cache(maxsize=4096)
def day_start(day: date, zone: tzinfo) -> int:
    """00:00 of that day in the zone: its first instant where clocks skip 00:00, the earlier where they repeat it."""
    return to_micros(datetime(day.year, day.month, day.day, tzinfo=zone))


def read_date(text: object, *, pointer: str) -> date:
    """A calendar date written YYYY-MM-DD, else Invalid."""
    if isinstance(text, str) and _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise Invalid("this is not a date of the calendar", 'write a date such as "2025-03-14"', pointer)


def read_instant(text: object, zone: tzinfo, *, pointer: str) -> int:
    """Microseconds of an RFC 3339 instant with offset; a date alone is its 00:00 in the zone; anything else is Invalid.

    Digits beyond the sixth after the point are cut off.
    """
    if not isinstance(text, str):
        raise Invalid("a time must be text", _REMEDY, pointer)
    found = _INSTANT.fullmatch(text)
    if found is None:
        if _DATE.fullmatch(text):
            return _within_the_calendar(day_start(read_date(text, pointer=pointer), zone), pointer)
        raise Invalid("this is not a time", _REMEDY, pointer)
    if found[3] is None:
        raise Invalid(
            "a local time without an offset could be any of many instants",
            'add the offset, such as "+08:00" or "Z"',
            pointer,
        )
    try:
        us = to_micros(datetime.fromisoformat(text.upper()))
    except (ValueError, OverflowError):
        raise Invalid("this date, time or offset does not exist", _REMEDY, pointer) from None
    return _within_the_calendar(us, pointer)


def _within_the_calendar(us: int, pointer: str) -> int:
    if EARLIEST <= us <= LATEST:
        return us
    raise Invalid("this lies at the end of the calendar or beyond it", "check the year", pointer)


def check_range(us: int, now: int, pointer: str, *, zone: tzinfo = UTC) -> None:
    """Refuse what lies before 1900-01-01 in the zone or more than 5 minutes after `now`."""
    if us > now + AHEAD_ALLOWED_US:
        raise Invalid(
            f"{format_instant(us)} lies in the future",
            "record an interaction once it has happened; check the year and the clock",
            pointer,
        )
    if us < day_start(FIRST_DAY, zone):
        raise Invalid(f"{format_instant(us)} lies before 1900-01-01", "check the year", pointer)
