"""What a judgement of one customer needs of the whole book: handed in, and part of the clocks of its rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ledger.sweeping import SWEEPING
from projections.effective import REGISTERED, effective
from projections.journal import RECORD_KEEPING, Journal, LogRow, journal_of
from projections.merging import UNSWEPT, Swept
from projections.order_days import order_days
from projections.orders import CANCELLED, ORDERED, read_orders
from projections.policy import Policy
from projections.reviews import plan_reviews
from projections.season import SeasonCounts, no_counts, season_counts
from projections.volume_limits import VolumeFallingLimits
from projections.windows import Ints

# Only events of these types can change what the whole book says; the registration decides who belongs to it.
COUNTED_TYPES = frozenset((REGISTERED, ORDERED, CANCELLED, *RECORD_KEEPING, *SWEEPING))


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """season: per window length in days and local day number of a review, the season index where it is not 1."""

    season: Mapping[int, Mapping[int, float]]

    def season_on(self, window_days: int, days: Ints) -> NDArray[np.float64]:
        """The season index on each of `days`."""
        by_day = self.season[window_days]
        return np.array([by_day.get(int(day), 1.0) for day in days])


def parameters_of(counts: SeasonCounts) -> Parameters:
    """The parameters that follow from the counts of the whole book."""
    return Parameters(season=counts.index())


def count_rows(rows: Iterable[LogRow], *, cut: int, as_of: int, policy: Policy, swept: Swept = UNSWEPT) -> SeasonCounts:
    """Counts of whole customers, from their log rows (ascending in position; other types may be among them)."""
    journal = journal_of(row for row in rows if row[4] in COUNTED_TYPES)
    return count_journal(journal, cut=cut, as_of=as_of, policy=policy, swept=swept)


def count_journal(journal: Journal, *, cut: int, as_of: int, policy: Policy, swept: Swept = UNSWEPT) -> SeasonCounts:
    """The same from a journal; other types may be among its rows."""
    history = effective(journal, cut=cut, as_of=as_of, swept=swept)
    if not history.codes:
        return no_counts(policy.signals.of(VolumeFallingLimits))
    first = int(history.begins_at.min())
    reviews = plan_reviews(first, as_of, look_back_months=policy.momentum.look_back_months, zone=policy.zone)
    orders = read_orders(history, reviews, history.registered["currency"], policy.currency.rates)
    days = order_days(orders, len(history.codes), len(reviews.moments))
    return season_counts(days, reviews, policy.signals.of(VolumeFallingLimits))
