"""What a judgement of one customer needs of the whole book: handed in, and part of the clocks of its rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ledger.sweeping import SWEEPING
from projections.book_counts import BookCounts, book_counts, no_counts
from projections.effective import REGISTERED, effective
from projections.journal import RECORD_KEEPING, Journal, LogRow, read_journal
from projections.merging import UNSWEPT, Swept
from projections.order_days import order_days
from projections.orders import CANCELLED, ORDERED, RETURNED, purchases, read_orders
from projections.policy import Policy
from projections.reviews import plan_reviews
from projections.sizes import CutOffs
from projections.windows import Ints

# Only events of these types can change what the whole book says; the registration decides who belongs to it.
COUNTED_TYPES = frozenset((REGISTERED, ORDERED, CANCELLED, RETURNED, *RECORD_KEEPING, *SWEEPING))


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """season: per window length in days and local day number of a review, the season index where it is not 1. cut_offs:
    per local day number of a month end what the last A and the last B had bought, where anybody had.
    """

    season: Mapping[int, Mapping[int, float]]
    cut_offs: Mapping[int, CutOffs]

    def season_on(self, window_days: int, days: Ints) -> NDArray[np.float64]:
        """The season index on each of `days`."""
        by_day = self.season[window_days]
        return np.array([by_day.get(int(day), 1.0) for day in days])


def parameters_of(counts: BookCounts, policy: Policy) -> Parameters:
    """The parameters that follow from the counts of the whole book."""
    return Parameters(season=counts.season.index(), cut_offs=counts.sizes.cut_offs(policy.tier))


def count_rows(rows: Iterable[LogRow], *, cut: int, as_of: int, policy: Policy, swept: Swept = UNSWEPT) -> BookCounts:
    """Counts of whole customers, from their log rows (ascending in position; other types may be among them)."""
    journal = read_journal(row for row in rows if row[4] in COUNTED_TYPES)
    return count_journal(journal, cut=cut, as_of=as_of, policy=policy, swept=swept)


def count_journal(journal: Journal, *, cut: int, as_of: int, policy: Policy, swept: Swept = UNSWEPT) -> BookCounts:
    """The same from a journal; other types may be among its rows."""
    history = effective(journal, cut=cut, as_of=as_of, swept=swept)
    if not history.codes:
        return no_counts(policy)
    first = int(history.begins_at.min())
    reviews = plan_reviews(first, as_of, look_back_months=policy.momentum.look_back_months, zone=policy.zone)
    shape, own, rates = (
        (len(history.codes), len(reviews.moments)),
        history.registered["currency"],
        policy.currency.rates,
    )
    orders = read_orders(history, reviews, own, rates)
    bought = purchases(shape, orders, history, reviews, policy.stage.purchases_months, own, rates)
    return book_counts(order_days(orders, *shape), bought, own, reviews, policy)
