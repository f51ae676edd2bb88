"""The season: how much of its usual ordering the whole book does in a window; handed to each customer's judgement.

It is kept as counts, which can be added and subtracted customer by customer; the index follows from their sums.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.adding import added
from projections.order_days import OrderDays
from projections.order_windows import window_sums
from projections.policy import Policy
from projections.reviews import Reviews
from projections.volume_limits import VolumeFallingLimits
from projections.windows import Ints

Counts = NDArray[np.int64]
STEP = 20  # an index is rounded to 1 / 20
ORDERS, CUSTOMER_DAYS, ORDERS_BEFORE, CUSTOMER_DAYS_BEFORE = range(4)


class SeasonWindow(NamedTuple):
    """days: its length. reference_days: those before it that say what is usual."""

    days: int
    reference_days: int


@dataclass(frozen=True, kw_only=True)
class WindowCounts:
    """days: local day numbers of reviews, ascending; days on which nothing counts are left out. counts: days x
    (order-days in the window, customer-days in it, both in the reference before it).
    """

    days: Ints
    counts: Counts

    def plus(self, other: "WindowCounts") -> "WindowCounts":
        """The counts of both; different customers."""
        days = np.union1d(self.days, other.days)
        counts = np.zeros((len(days), 4), dtype=np.int64)
        counts[np.searchsorted(days, self.days)] += self.counts
        counts[np.searchsorted(days, other.days)] += other.counts
        return _without_empty_days(days, counts)

    def index(self) -> Mapping[int, float]:
        """Per day the season index, where it is not 1.

        Order-days per customer-day in the window over the same in the reference; 1 where the reference has none;
        clipped to 0.5..2 and rounded to 0.05 (signals, section 2).
        """
        rate = self.counts[:, ORDERS] / np.maximum(self.counts[:, CUSTOMER_DAYS], 1)
        usual = self.counts[:, ORDERS_BEFORE] / np.maximum(self.counts[:, CUSTOMER_DAYS_BEFORE], 1)
        ratio = np.where(usual > 0, rate / np.where(usual > 0, usual, 1), 1.0)
        rounded = np.round(np.clip(ratio, 0.5, 2.0) * STEP) / STEP
        return {int(self.days[k]): float(rounded[k]) for k in np.flatnonzero(rounded != 1)}


@dataclass(frozen=True, kw_only=True)
class SeasonCounts:
    """What some customers add to the season, per window."""

    by_window: Mapping[SeasonWindow, WindowCounts] = field(default_factory=dict)

    def plus(self, other: "SeasonCounts") -> "SeasonCounts":
        """The counts of both; different customers."""
        return SeasonCounts(by_window=added(self.by_window, other.by_window))

    def negative(self) -> "SeasonCounts":
        """What takes these away when it is added."""
        return SeasonCounts(
            by_window={
                window: WindowCounts(days=found.days, counts=-found.counts) for window, found in self.by_window.items()
            }
        )

    def index(self) -> Mapping[SeasonWindow, Mapping[int, float]]:
        """Per window and day the season index, where it is not 1."""
        return {window: found.index() for window, found in self.by_window.items()}


def season_windows(policy: Policy) -> tuple[SeasonWindow, ...]:
    """The windows of volume_falling, the shorter one first."""
    limits = policy.signals.of(VolumeFallingLimits)
    return tuple(SeasonWindow(days, limits.reference_days) for days in sorted({limits.watch_days, limits.alert_days}))


def season_counts(days: OrderDays, reviews: Reviews, window: SeasonWindow, *, until: int) -> WindowCounts:
    """Counts of the customers in `days`, at every review up to a local day number.

    A customer-day is one day of one customer, from the day after its first order on.
    """
    columns = reviews.review_columns[reviews.days[reviews.review_columns] <= until]
    on = reviews.days[columns]
    now, then = on - window.days, on - window.days - window.reference_days
    counts = np.zeros((len(columns), 4), dtype=np.int64)
    counts[:, ORDERS] = window_sums(days, columns, now, on).count.sum(axis=0)
    counts[:, CUSTOMER_DAYS] = _customer_days(days, columns, now, on)
    counts[:, ORDERS_BEFORE] = window_sums(days, columns, then, now).count.sum(axis=0)
    counts[:, CUSTOMER_DAYS_BEFORE] = _customer_days(days, columns, then, now)
    return _without_empty_days(on, counts)


def _customer_days(days: OrderDays, columns: Ints, begin: Ints, end: Ints) -> Ints:
    """Days of customers after their first order, within begin < day <= end, per column."""
    if not len(days.day):
        return np.zeros(len(columns), dtype=np.int64)
    begun = days.count[:, columns] > 0
    first = np.where(begun, days.day[np.where(begun, days.first[:, columns], 0)], np.iinfo(np.int64).max)
    lived = end[None, :] - np.maximum(first, begin[None, :])
    total: Ints = np.maximum(lived, 0).sum(axis=0)
    return total


def _without_empty_days(days: Ints, counts: Counts) -> WindowCounts:
    kept = counts.any(axis=1)
    return WindowCounts(days=days[kept], counts=counts[kept])
