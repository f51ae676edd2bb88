"""The stage quantities of domain model section 1, for every customer at every review."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.bindings import Bindings, bindings, lock_in
from projections.contacts import EXECUTIVE_MEETING, Meetings, read_meetings
from projections.effective import History
from projections.lapse import Lapse, lapse
from projections.order_days import OrderDays, order_days
from projections.orders import Orders, purchases, read_orders
from projections.policy import Policy
from projections.reviews import Reviews
from projections.rows import Rows, first_closing, flags
from projections.wallet import UNKNOWN, estimates, wallet
from projections.windows import Grid, latest, running_distinct, running_sum

Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Quantities:
    """Grids of customers x columns, unless said otherwise.

    first: per customer, the first column that is a review of it. purchases, wallet: minor units, wallet UNKNOWN (-1)
    where unknown. share: nan where unknown. evaluated: an evaluation within evaluation_months; ranked_first: the
    latest of these ranks us first. last_end: history row of the latest explicit end, -1 without; ended: it is in
    force. meetings_enter, meetings_leave: executive meetings in the two windows. openings: open openings and
    quotations.
    """

    first: NDArray[np.int64]
    purchases: Grid
    wallet: Grid
    share: NDArray[np.float64]
    departments: Grid
    evaluated: Flags
    ranked_first: Flags
    bindings: Bindings
    lock_in: Flags
    executive_met: Flags
    owner_managed: Flags
    meetings_enter: Grid
    meetings_leave: Grid
    openings: Grid
    last_end: Grid
    ended: Flags
    last_order: Grid
    days: OrderDays
    lapse: Lapse
    orders: Orders
    meetings: Meetings


def quantities(history: History, reviews: Reviews, policy: Policy) -> Quantities:
    shape = (len(history.codes), len(reviews.moments))
    own, rates, stage = history.registered["currency"], policy.currency.rates, policy.stage
    orders = read_orders(history, reviews, own, rates)
    days = order_days(orders, *shape)
    meetings = read_meetings(history, reviews, policy.departments.aliases)
    bought = purchases(shape, orders, history, reviews, stage.purchases_months, own, rates)
    estimated = wallet(shape, estimates(history, own, rates), reviews)
    last_end, ended, last_order = _ends(shape, history, reviews, days)
    formed = bindings(history, reviews, stage.binding_months)
    evaluated, ranked_first = _evaluations(shape, history, reviews, stage.evaluation_months)
    return Quantities(
        first=_first_reviews(history, reviews),
        purchases=bought,
        wallet=estimated,
        share=share(bought, estimated),
        departments=_departments(shape, meetings, reviews, stage.contact_months),
        evaluated=evaluated,
        ranked_first=ranked_first,
        bindings=formed,
        lock_in=lock_in(shape, formed, stage),
        executive_met=_executive_met(shape, history, meetings, reviews, stage.contact_months),
        owner_managed=_owner_managed(shape, history, reviews),
        meetings_enter=_executive_meetings(shape, history, reviews, stage.enter_strategic_meeting_months),
        meetings_leave=_executive_meetings(shape, history, reviews, stage.leave_strategic_meeting_months),
        openings=_still_open(shape, history, reviews),
        last_end=last_end,
        ended=ended,
        last_order=last_order,
        days=days,
        lapse=lapse(days, reviews, stage),
        orders=orders,
        meetings=meetings,
    )


def share(bought: Grid, estimated: Grid) -> NDArray[np.float64]:
    """purchases / wallet to 9 digits; nan without a wallet or where it is 0."""
    known = estimated > 0
    return np.where(known, np.round(bought / np.where(known, estimated, 1), 9), np.nan)


def _first_reviews(history: History, reviews: Reviews) -> NDArray[np.int64]:
    seen = reviews.seen_from(history.begins_at)
    is_review = np.where(reviews.review, np.arange(len(reviews.moments)), len(reviews.moments))
    following = np.minimum.accumulate(is_review[::-1])[::-1]
    return following[seen]


def _departments(shape: tuple[int, int], met: Meetings, reviews: Reviews, months: int) -> Grid:
    known = met.department >= 0
    gone = reviews.gone_from(met.at[known], months)
    return running_distinct(shape, met.customer[known], met.department[known], met.seen[known], gone)


def _executive_met(shape: tuple[int, int], history: History, met: Meetings, reviews: Reviews, months: int) -> Flags:
    """An executive meeting, or a contact of level executive met."""
    who = met.executive
    met_one = running_sum(shape, met.customer[who], met.seen[who], reviews.gone_from(met.at[who], months)) > 0
    flags: Flags = met_one | (_executive_meetings(shape, history, reviews, months) > 0)
    return flags


def _executive_meetings(shape: tuple[int, int], history: History, reviews: Reviews, months: int) -> Grid:
    held = history.of(EXECUTIVE_MEETING)
    return running_sum(shape, held.c, reviews.seen_from(held.at), reviews.gone_from(held.at, months))


def _owner_managed(shape: tuple[int, int], history: History, reviews: Reviews) -> Flags:
    said = history.having("owner_managed")
    value = np.zeros(len(history.events) + 1, dtype=np.bool_)
    value[said.row] = said.equal("owner_managed", True)
    return value[latest_row(shape, said, reviews)]


def _evaluations(shape: tuple[int, int], history: History, reviews: Reviews, months: int) -> tuple[Flags, Flags]:
    held = history.of("SupplierEvaluationHeld")
    last = latest_row(shape, held, reviews)
    recent = (last >= 0) & (history.at[last] > reviews.window(months)[None, :])
    first = np.zeros(len(history.events) + 1, dtype=np.bool_)
    first[held.row] = flags(held.column("rank") == 1)
    return recent, recent & first[last]


def _ends(shape: tuple[int, int], history: History, reviews: Reviews, days: OrderDays) -> tuple[Grid, Flags, Grid]:
    """History rows of the latest explicit end and of the latest order a cell has seen (-1 without), and whether the
    end holds.
    """
    last_end = latest_row(shape, history.of("RelationshipEnded"), reviews)
    resumed = latest_row(shape, history.of("RelationshipResumed"), reviews)
    ordered = days.count > 0
    last_order = (
        np.where(ordered, days.row[np.where(ordered, days.last, 0)], -1) if len(days.row) else np.full(shape, -1)
    )
    return last_end, last_end > np.maximum(resumed, last_order), last_order


def _still_open(shape: tuple[int, int], history: History, reviews: Reviews) -> Grid:
    """Openings and quotations not yet closed or decided."""
    kinds = (
        ("OpeningObserved", "OpeningClosed", "opening_id"),
        ("QuotationSubmitted", "QuotationDecided", "quotation_id"),
    )
    total = np.zeros(shape, dtype=np.int64)
    for begins, ends, name in kinds:
        opened = history.of(begins)
        stop = reviews.seen_from(first_closing(opened, history.of(ends), name))
        total += running_sum(shape, opened.c, reviews.seen_from(opened.at), stop)
    return total


def latest_row(shape: tuple[int, int], rows: Rows, reviews: Reviews) -> Grid:
    """Per cell the history row of the latest of `rows` it has seen; -1 without."""
    return latest(shape, rows.c, reviews.seen_from(rows.at), rows.row)


__all__ = ["UNKNOWN", "Quantities", "latest_row", "quantities", "share"]
