"""The moments at which a relationship is judged: every month end, and the asked-for moment."""

from dataclasses import dataclass, replace
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from projections.calendar import days_before, is_month_end, local_days, month_ends, months_before

Moments = NDArray[np.int64]
Indexes = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Reviews:
    """The columns of every customer x review grid, ascending in time.

    moments: microseconds since 1970 UTC. month_end: True for month ends. Besides the reviews there may be moments that
    are none: those half a year before an asked-for date, at which figures and scores are looked up; `review` is False
    there. asked: index of the asked-for moment, always the last. before_asked: index of the one that trends compare it
    with, -1 where that lies before the first column.
    """

    zone: ZoneInfo
    moments: Moments
    month_end: NDArray[np.bool_]
    review: NDArray[np.bool_]
    earlier: Indexes
    before_asked: int = -1

    @property
    def asked(self) -> int:
        return len(self.moments) - 1

    @cached_property
    def days(self) -> Indexes:
        """Local day number of each moment."""
        return self.local_days(self.moments)

    def local_days(self, moments: Moments) -> Indexes:
        """Local day number of each of `moments`."""
        return local_days(moments, self.zone).astype(np.int64)

    @cached_property
    def review_columns(self) -> Indexes:
        """Indexes of the moments that are reviews, ascending."""
        return np.flatnonzero(self.review)

    @cached_property
    def _windows(self) -> dict[int, Moments]:
        return {}

    def window(self, months: int) -> Moments:
        """Per moment, the moment after which "the last `months` months" begin (exclusive)."""
        if months not in self._windows:
            starts = [months_before(int(m), months, self.zone) for m in self.moments]
            self._windows[months] = np.array(starts, dtype=np.int64)
        return self._windows[months]

    def window_days(self, months: int) -> Indexes:
        """Local day number of `window(months)`: a date window holds the days later than this."""
        return self.local_days(self.window(months))

    def seen_from(self, moments: Moments) -> Indexes:
        """Index of the first column that has seen something which happened at each of `moments`; len() if none has."""
        return np.searchsorted(self.moments, moments, side="left")

    def gone_from(self, moments: Moments, months: int) -> Indexes:
        """Index of the first column whose last `months` months no longer hold each of `moments`; len() if all do."""
        return np.searchsorted(self.window(months), moments, side="left")

    def gone_from_days(self, days: Indexes, months: int) -> Indexes:
        """The same for dates: index of the first column at which each of `days` is no longer later than the window."""
        return np.searchsorted(self.window_days(months), days, side="left")

    def gone_after_days(self, days: Indexes, window: int) -> Indexes:
        """Index of the first column `window` days or more later than each of `days` (local day numbers)."""
        return np.searchsorted(self.days, days + window, side="left")

    @cached_property
    def month_end_before(self) -> Indexes:
        """Per column, the index of the latest month end strictly before it; -1 where there is none."""
        latest = np.maximum.accumulate(np.where(self.month_end, np.arange(len(self.moments)), -1))
        return np.concatenate([[-1], latest[:-1]])


def looking_back(reviews: Reviews, months: int) -> Reviews:
    """The same columns, of which each looks back over another number of months; -1 where it finds none."""
    index = {moment: place for place, moment in enumerate(reviews.moments.tolist())}
    earlier = [index.get(months_before(moment, months, reviews.zone), -1) for moment in reviews.moments.tolist()]
    return replace(reviews, earlier=np.array(earlier, dtype=np.int64))


def plan_reviews(
    first: int, as_of: int, *, look_back_months: int, zone: ZoneInfo, trend_days: int | None = None
) -> Reviews:
    """All columns from the month end after `first` (the earliest event of any customer looked at) up to `as_of`.

    first and as_of: microseconds since 1970 UTC, first <= as_of. `earlier` gives, per column, the index of the column
    look_back_months before it, or -1 where that lies before the first column. trend_days: with a column for what stood
    so many days before `as_of`.
    """
    ends = month_ends(first, as_of, zone)
    back = months_before(as_of, look_back_months, zone)
    trend = None if trend_days is None else days_before(as_of, trend_days, zone)
    looked_up = [moment for moment in (back, trend) if moment is not None and moment >= first]
    moments = sorted({*ends, as_of, *looked_up})
    index = {moment: i for i, moment in enumerate(moments)}
    reviews = {*ends, as_of}
    return Reviews(
        zone=zone,
        moments=np.array(moments, dtype=np.int64),
        month_end=np.array([is_month_end(m, zone) for m in moments], dtype=np.bool_),
        review=np.array([m in reviews for m in moments], dtype=np.bool_),
        earlier=np.array([index.get(months_before(m, look_back_months, zone), -1) for m in moments], dtype=np.int64),
        before_asked=-1 if trend is None else index.get(trend, -1),
    )
