"""The season: how much of its usual ordering the whole book does in a window; handed to each customer's judgement.

It is kept as counts, which can be added and subtracted customer by customer; the index follows from their sums.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.order_days import OrderDays
from projections.order_windows import window_sums
from projections.reviews import Reviews
from projections.volume_limits import VolumeFallingLimits
from projections.windows import Ints

Counts = NDArray[np.int64]
STEP = 20  # an index is rounded to 1 / 20
ORDERS, CUSTOMER_DAYS, ORDERS_BEFORE, CUSTOMER_DAYS_BEFORE = range(4)


@dataclass(frozen=True, kw_only=True)
class SeasonCounts:
    """What some customers add to the season.

    windows: lengths in days, ascending. days: local day numbers of reviews, ascending; days on which nothing counts are
    left out. counts: windows x days x (order-days in the window, customer-days in it, both in the reference before it).
    """

    windows: tuple[int, ...]
    days: Ints
    counts: Counts

    def plus(self, other: "SeasonCounts") -> "SeasonCounts":
        """The counts of both; different customers."""
        days = np.union1d(self.days, other.days)
        counts = np.zeros((len(self.windows), len(days), 4), dtype=np.int64)
        counts[:, np.searchsorted(days, self.days)] += self.counts
        counts[:, np.searchsorted(days, other.days)] += other.counts
        return _without_empty_days(self.windows, days, counts)

    def minus(self, other: "SeasonCounts") -> "SeasonCounts":
        """The counts without these, which are part of them."""
        return self.plus(SeasonCounts(windows=other.windows, days=other.days, counts=-other.counts))

    def index(self) -> Mapping[int, Mapping[int, float]]:
        """Per window and day the season index, where it is not 1.

        Order-days per customer-day in the window over the same in the reference; 1 where the reference has none;
        clipped to 0.5..2 and rounded to 0.05 (signals, section 2).
        """
        rate = self.counts[..., ORDERS] / np.maximum(self.counts[..., CUSTOMER_DAYS], 1)
        usual = self.counts[..., ORDERS_BEFORE] / np.maximum(self.counts[..., CUSTOMER_DAYS_BEFORE], 1)
        ratio = np.where(usual > 0, rate / np.where(usual > 0, usual, 1), 1.0)
        rounded = np.round(np.clip(ratio, 0.5, 2.0) * STEP) / STEP
        return {
            window: {int(self.days[k]): float(row[k]) for k in np.flatnonzero(row != 1)}
            for window, row in zip(self.windows, rounded, strict=True)
        }


def no_season(policy: VolumeFallingLimits) -> SeasonCounts:
    """What nobody adds."""
    windows = season_windows(policy)
    return SeasonCounts(windows=windows, days=np.zeros(0, np.int64), counts=np.zeros((len(windows), 0, 4), np.int64))


def season_windows(policy: VolumeFallingLimits) -> tuple[int, ...]:
    return tuple(sorted({policy.watch_days, policy.alert_days}))


def season_counts(days: OrderDays, reviews: Reviews, policy: VolumeFallingLimits) -> SeasonCounts:
    """Counts of the customers in `days`, at every review.

    A customer-day is one day of one customer, from the day after its first order on.
    """
    columns, windows = reviews.review_columns, season_windows(policy)
    on = reviews.days[columns]
    counts = np.zeros((len(windows), len(columns), 4), dtype=np.int64)
    for place, window in enumerate(windows):
        now, then = on - window, on - window - policy.reference_days
        counts[place, :, ORDERS] = window_sums(days, columns, now, on).count.sum(axis=0)
        counts[place, :, CUSTOMER_DAYS] = _customer_days(days, columns, now, on)
        counts[place, :, ORDERS_BEFORE] = window_sums(days, columns, then, now).count.sum(axis=0)
        counts[place, :, CUSTOMER_DAYS_BEFORE] = _customer_days(days, columns, then, now)
    return _without_empty_days(windows, on, counts)


def _customer_days(days: OrderDays, columns: Ints, begin: Ints, end: Ints) -> Ints:
    """Days of customers after their first order, within begin < day <= end, per column."""
    if not len(days.day):
        return np.zeros(len(columns), dtype=np.int64)
    begun = days.count[:, columns] > 0
    first = np.where(begun, days.day[np.where(begun, days.first[:, columns], 0)], np.iinfo(np.int64).max)
    lived = end[None, :] - np.maximum(first, begin[None, :])
    total: Ints = np.maximum(lived, 0).sum(axis=0)
    return total


def _without_empty_days(windows: tuple[int, ...], days: Ints, counts: Counts) -> SeasonCounts:
    kept = np.flatnonzero(counts.any(axis=(0, 2)))
    return SeasonCounts(windows=windows, days=days[kept], counts=counts[:, kept])
