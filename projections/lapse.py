"""The lapse window: how long a customer may be silent, by its own gaps, before it counts as without orders."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.order_days import OrderDays
from projections.policy import StagePolicy
from projections.reviews import Reviews
from projections.windows import Grid, Ints

NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, kw_only=True)
class Lapse:
    """inside: an order lies in the lapse window, per cell."""

    inside: NDArray[np.bool_]
    days: OrderDays
    reviews: Reviews
    policy: StagePolicy

    def lengths(self, customer: Ints, column: Ints) -> Ints:
        """Length of the window in days at the given cells: its review's date minus the date it begins after."""
        return _lengths(self.days, self.reviews, self.policy, customer, column)


def lapse(days: OrderDays, reviews: Reviews, policy: StagePolicy) -> Lapse:
    """The window is lapse_months, or lapse_gap_factor median gaps if that is longer, at most lapse_max_months.

    Only cells without an order in lapse_months, but with one in lapse_max_months, need their gaps looked at.
    """
    on = reviews.days
    least, most = _bounds(reviews, policy)
    ordered = days.count > 0
    silent = np.where(ordered, on[None, :] - _last_day(days, ordered), NEVER)
    inside = silent < least[None, :]
    doubtful = np.argwhere((silent >= least[None, :]) & (silent < most[None, :]))
    window = _lengths(days, reviews, policy, doubtful[:, 0], doubtful[:, 1])
    inside[doubtful[:, 0], doubtful[:, 1]] = silent[doubtful[:, 0], doubtful[:, 1]] < window
    return Lapse(inside=inside, days=days, reviews=reviews, policy=policy)


def _bounds(reviews: Reviews, policy: StagePolicy) -> tuple[Ints, Ints]:
    """Shortest and longest window in days, per column."""
    on = reviews.days
    return on - reviews.window_days(policy.lapse_months), on - reviews.window_days(policy.lapse_max_months)


def _last_day(days: OrderDays, ordered: NDArray[np.bool_]) -> Grid:
    if not len(days.day):
        return np.zeros(ordered.shape, dtype=np.int64)
    return days.day[np.where(ordered, days.last, 0)]


def _lengths(days: OrderDays, reviews: Reviews, policy: StagePolicy, customer: Ints, column: Ints) -> Ints:
    least, most = _bounds(reviews, policy)
    length = least[column].copy()
    if not len(days.day) or not len(customer):
        return length
    begins = reviews.window_days(policy.lapse_gap_months)[column]
    sequence = days.sequence[customer, column]
    end = days.start[sequence] + days.count[customer, column]
    start = _first_inside(days, reviews, sequence, column, days.first_after(sequence, begins), policy)
    gaps = end - start - 1
    # With more gaps than this the upper half would not fit into the look-back, were the median to beat lapse_months.
    reach = int((reviews.days[column] - begins).max())
    fits = 2 * reach * policy.lapse_gap_factor / int(least.min())
    judged = np.flatnonzero((gaps >= policy.lapse_gap_order_days - 1) & (gaps <= fits))
    if len(judged):
        median_twice = _median_gap_twice(days.day, start[judged], gaps[judged])
        own = np.floor(median_twice * policy.lapse_gap_factor / 2).astype(np.int64)
        length[judged] = np.clip(own, length[judged], most[column[judged]])
    return length


def _first_inside(
    days: OrderDays, reviews: Reviews, sequence: Ints, column: Ints, start: Ints, policy: StagePolicy
) -> Ints:
    """`start`, or the order-day before it where an order of that day came after the moment the window begins at."""
    before = np.maximum(start - 1, 0)
    begins_at = reviews.window(policy.lapse_gap_months)[column]
    return np.where((start > days.start[sequence]) & (days.at[before] > begins_at), before, start)


def _median_gap_twice(day: Ints, start: Ints, gaps: Ints) -> Ints:
    """Twice the median gap of runs of order-days: each begins at `start` and has `gaps` gaps (at least 1)."""
    width = int(gaps.max())
    offsets = np.arange(width)
    index = start[:, None] + offsets[None, :]
    used = offsets[None, :] < gaps[:, None]
    index = np.where(used, index, start[:, None])
    length = np.where(used, day[np.minimum(index + 1, len(day) - 1)] - day[index], NEVER)
    length.sort(axis=1)
    each = np.arange(len(start))
    return length[each, (gaps - 1) // 2] + length[each, gaps // 2]
