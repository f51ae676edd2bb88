"""The moment of a review, and what lies n calendar months before it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, cached_property
from zoneinfo import ZoneInfo

MICROSECOND = timedelta(microseconds=1)


@cache
def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The last microsecond of a local day, as an instant in UTC."""
    next_day = datetime.combine(day + timedelta(days=1), time(0), tzinfo=zone)
    return next_day.astimezone(UTC) - MICROSECOND


@cache
def local_day(instant: datetime, zone: ZoneInfo) -> date:
    return instant.astimezone(zone).date()


@cache
def is_month_end(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


@cache
def months_earlier(day: date, months: int, *, keep_month_end: bool) -> date:
    """The same day of an earlier month: its last day if it is shorter, or if day ends a month that counts as ended."""
    month = day.year * 12 + day.month - 1 - months
    longest = monthrange(month // 12, month % 12 + 1)[1]
    if keep_month_end and is_month_end(day):
        return date(month // 12, month % 12 + 1, longest)
    return date(month // 12, month % 12 + 1, min(day.day, longest))


@dataclass(frozen=True, kw_only=True)
class Moment:
    """An instant in UTC, looked at in the ledger's zone. A date stands for its last microsecond."""

    at: datetime
    zone: ZoneInfo

    @classmethod
    def ending(cls, day: date, zone: ZoneInfo) -> "Moment":
        return cls(at=end_of_day(day, zone), zone=zone)

    @cached_property
    def day(self) -> date:
        return local_day(self.at, self.zone)

    @cached_property
    def ends_day(self) -> bool:
        return self.at == end_of_day(self.day, self.zone)

    @cached_property
    def ends_month(self) -> bool:
        """An instant before the last microsecond of a month end is no month end."""
        return self.ends_day and is_month_end(self.day)

    def day_before(self, months: int) -> date:
        return months_earlier(self.day, months, keep_month_end=self.ends_month)

    def before(self, months: int) -> "Moment":
        """The same moment n calendar months before: the same wall time, of a doubled one the same of the two, else the
        earlier; one that the clocks skipped moves forward."""
        day = self.day_before(months)
        return Moment.ending(day, self.zone) if self.ends_day else self.on(day)

    def on(self, day: date) -> "Moment":
        """The same wall time on another day."""
        wall = self.at.astimezone(self.zone).time()
        return Moment(at=datetime.combine(day, wall, tzinfo=self.zone).astimezone(UTC), zone=self.zone)


def review_moments(first_event_at: datetime, asked: Moment) -> list[Moment]:
    """Every month end from the first event to the asked-for moment, then that moment itself where it ends no month."""
    moments = []
    day = local_day(first_event_at, asked.zone)
    while day <= asked.day:
        if is_month_end(day) and end_of_day(day, asked.zone) <= asked.at:
            moments.append(Moment.ending(day, asked.zone))
        day += timedelta(days=1)
    return moments if asked.ends_month else [*moments, asked]
