"""Days, month ends and "n months before", in the ledger's time zone (domain model, section 0)."""

import calendar as gregorian
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ledger.times import day_start, from_micros, to_micros

MICROS_PER_DAY = 86_400_000_000
EPOCH_DAY = date(1970, 1, 1).toordinal()
FEW = 200  # moments whose days are found faster one by one than as a column
CALENDAR_SIZE = 16384  # every customer asks for the same month ends, and for the same moments before them


def local(moment: int, zone: ZoneInfo) -> datetime:
    """The wall clock of `zone` at `moment` (microseconds since 1970 UTC)."""
    return from_micros(moment).astimezone(zone)


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - EPOCH_DAY


def from_day_number(number: int) -> date:
    return date.fromordinal(number + EPOCH_DAY)


@lru_cache(maxsize=CALENDAR_SIZE)
def day_end(day: date, zone: ZoneInfo) -> int:
    """The last microsecond of `day` in `zone`: one before the next day begins."""
    return day_start(day + timedelta(days=1), zone) - 1


def month_end(day: date) -> date:
    """The last day of the month `day` lies in."""
    return day.replace(day=gregorian.monthrange(day.year, day.month)[1])


@lru_cache(maxsize=CALENDAR_SIZE)
def is_month_end(moment: int, zone: ZoneInfo) -> bool:
    """True only for the last microsecond of the last day of a month."""
    day = local(moment, zone).date()
    return day == month_end(day) and moment == day_end(day, zone)


def day_months_before(day: date, months: int, *, keep_month_end: bool) -> date:
    """The same day `months` calendar months before; a missing day becomes the last one of its month.

    keep_month_end: the last day of a month maps to the last day of the earlier month.
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = gregorian.monthrange(year, month + 1)[1]
    return date(year, month + 1, last if keep_month_end and day == month_end(day) else min(day.day, last))


@lru_cache(maxsize=CALENDAR_SIZE)
def months_before(moment: int, months: int, zone: ZoneInfo) -> int:
    """The same moment `months` calendar months before; the end of a day maps to the end of a day."""
    day = local(moment, zone).date()
    ends_day = moment == day_end(day, zone)
    return _same_moment_on(day_months_before(day, months, keep_month_end=ends_day), moment, zone)


@lru_cache(maxsize=CALENDAR_SIZE)
def days_before(moment: int, days: int, zone: ZoneInfo) -> int:
    """The same moment `days` days before; the end of a day maps to the end of a day."""
    return _same_moment_on(local(moment, zone).date() - timedelta(days=days), moment, zone)


def _same_moment_on(day: date, moment: int, zone: ZoneInfo) -> int:
    """The wall clock of `moment` on another day; the end of a day is the end of that day."""
    wall = local(moment, zone)
    if moment == day_end(wall.date(), zone):
        return day_end(day, zone)
    return to_micros(datetime.combine(day, wall.time(), tzinfo=zone))


def month_ends(first: int, last: int, zone: ZoneInfo) -> list[int]:
    """The last microseconds of all months from the one `first` lies in, up to and including `last`; ascending."""
    ends: list[int] = []
    day = month_end(local(first, zone).date())
    while (end := day_end(day, zone)) <= last:
        ends.append(end)
        day = month_end(day + timedelta(days=1))
    return ends


def local_days(moments: NDArray[np.int64], zone: ZoneInfo) -> NDArray[np.int32]:
    """Day numbers, in `zone`, of many moments at once."""
    if zone.key == "UTC":
        return np.floor_divide(moments, MICROS_PER_DAY).astype(np.int32)
    if len(moments) <= FEW:
        days = [day_number(datetime.fromtimestamp(moment // 10**6, zone)) for moment in moments.tolist()]
        return np.array(days, dtype=np.int32)
    series = pl.Series(moments).cast(pl.Datetime("us", "UTC")).dt.convert_time_zone(zone.key)
    return series.dt.date().cast(pl.Int32).to_numpy()
