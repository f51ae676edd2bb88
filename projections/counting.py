"""Counting what some customers add to what the whole book says, from their events alone."""

from collections.abc import Iterable

from ledger.sweeping import SWEEPING
from projections.book_counts import BookCounts, Traded, book_counts
from projections.clocks import Clocks
from projections.effective import REGISTERED, History, effective
from projections.journal import RECORD_KEEPING, Journal, LogRow, read_journal
from projections.merging import UNSWEPT, Swept
from projections.order_days import order_days
from projections.orders import CANCELLED, ORDERED, RETURNED, purchases, read_orders
from projections.policy import Policy
from projections.reviews import Reviews, plan_reviews

# Only events of these types can change what the whole book says; the registration decides who belongs to it.
COUNTED_TYPES = frozenset((REGISTERED, ORDERED, CANCELLED, RETURNED, *RECORD_KEEPING, *SWEEPING))


def count_rows(rows: Iterable[LogRow], clocks: Clocks, swept: Swept = UNSWEPT) -> BookCounts:
    """Counts of whole customers, from their log rows (ascending in position; other types may be among them)."""
    return count_journal(read_journal(row for row in rows if row[4] in COUNTED_TYPES), clocks, swept)


def count_journal(journal: Journal, clocks: Clocks, swept: Swept = UNSWEPT) -> BookCounts:
    """The same from a journal; other types may be among its rows."""
    history, policy = effective(journal, cut=clocks.cut, as_of=clocks.as_of, swept=swept), clocks.policy
    if not history.codes:
        return BookCounts()
    first = int(history.begins_at.min())
    reviews = plan_reviews(first, clocks.as_of, look_back_months=policy.momentum.look_back_months, zone=policy.zone)
    return book_counts(
        clocks.rules.turns_from(int(reviews.days[0])),
        lambda turn: _traded(history, reviews, turn.policy),
        history.registered["currency"],
        reviews,
    )


def _traded(history: History, reviews: Reviews, policy: Policy) -> Traded:
    shape = len(history.codes), len(reviews.moments)
    own, rates = history.registered["currency"], policy.currency.rates
    orders = read_orders(history, reviews, own, rates)
    bought = purchases(shape, orders, history, reviews, policy.stage.purchases_months, own, rates)
    return Traded(order_days(orders, *shape), bought)
