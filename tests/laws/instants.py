"""Strategies of dates and instants that lie where reviews and windows begin and end."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tests.oracle.moments import MICROSECOND, end_of_day, months_earlier

ZONES = ("UTC", "Europe/London", "America/New_York", "Asia/Shanghai", "America/Sao_Paulo")
WINDOWS = (0, 1, 6, 12, 18, 24, 36, 60)
TIMES = (time(12), time(0), time(8, 30), time(1, 30), time(2, 30), time(23, 30))
ANCHORS = (
    date(2024, 2, 29),
    date(2023, 2, 28),
    date(2025, 2, 28),
    date(2024, 3, 31),
    date(2024, 8, 31),
    date(2024, 12, 31),
    date(2024, 8, 30),
    date(2024, 11, 3),
    date(2025, 3, 30),
    date(2018, 11, 4),
    date(2024, 6, 15),
)
LONGEST_HISTORY_DAYS = 6 * 366


@dataclass(frozen=True, kw_only=True)
class Place:
    """A point in time seen from an anchor: some days beside the date n months before it, at a time of day there.

    keep: a month end leads to a month end. to_end: on to the end of that month. wall: None = the last microsecond of
    the day. nudge: microseconds later.
    """

    months: int = 0
    keep: bool = True
    to_end: bool = False
    days: int = 0
    wall: time | None = None
    nudge: int = 0

    def day(self, anchor: date) -> date:
        day = months_earlier(anchor, self.months, keep_month_end=self.keep)
        if self.to_end:
            day = day.replace(day=monthrange(day.year, day.month)[1])
        return day + timedelta(days=self.days)

    def instant(self, anchor: date, zone: ZoneInfo) -> datetime:
        if self.wall is None:
            return end_of_day(self.day(anchor), zone) + self.nudge * MICROSECOND
        return datetime.combine(self.day(anchor), self.wall, tzinfo=zone).astimezone(UTC)


def zones() -> st.SearchStrategy[ZoneInfo]:
    return st.sampled_from(ZONES).map(ZoneInfo)


def anchors() -> st.SearchStrategy[date]:
    return st.sampled_from(ANCHORS) | st.dates(date(2017, 1, 1), date(2025, 6, 30))


@cache
def places() -> st.SearchStrategy[Place]:
    """Around the day n months before the anchor, on a month end, or anywhere in six years; mostly at a day's last
    microsecond or right after it, else at a time of day that a change of clocks may touch."""
    wall = st.sampled_from((None,) * len(TIMES) + TIMES)
    months = st.sampled_from(WINDOWS) | st.integers(0, 72)
    nudge = st.integers(0, 1)
    edges = st.builds(
        Place, months=months, keep=st.booleans(), days=st.sampled_from((0, 0, 1, -1)), wall=wall, nudge=nudge
    )
    month_ends = st.builds(Place, months=months, to_end=st.just(True), wall=wall, nudge=nudge)
    return edges | month_ends | st.builds(Place, days=st.integers(-LONGEST_HISTORY_DAYS, 0), wall=wall)


def asked(anchor: date, zone: ZoneInfo) -> st.SearchStrategy[date | datetime]:
    """An as_of: often the anchor, else a date or an instant near the history."""
    near = st.integers(-40, 40).map(lambda off: anchor + timedelta(days=off))
    later = st.integers(0, 1200).map(lambda off: anchor + timedelta(days=off))
    settling = st.integers(26, 30).map(lambda off: Place(months=1, to_end=True, days=off).day(anchor))
    of_anchor = st.sampled_from(TIMES).map(lambda wall: Place(wall=wall).instant(anchor, zone))
    days = places().map(lambda place: place.day(anchor))
    instants = places().map(lambda place: place.instant(anchor, zone))
    return st.just(anchor) | st.just(anchor) | near | later | settling | of_anchor | days | instants
