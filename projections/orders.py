"""Orders: effective OrderPlaced with an amount above 0, and what the reviews see of them."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from projections.amounts import Rates, digits, own_money
from projections.effective import History
from projections.reviews import Reviews
from projections.rows import first_closing
from projections.windows import Grid, Ints, running_sum

ORDERED, CANCELLED, RETURNED = "OrderPlaced", "OrderCancelled", "GoodsReturned"


@dataclass(frozen=True, kw_only=True)
class Orders:
    """One row per order, in order of time within the customer.

    customer: its number. row: place in the history frame. at: microseconds. day: local day number. minor: value in the
    customer's currency, 0 where it is not known there. cancelled_at: microseconds, NEVER where it is not
    cancelled. seen, cancelled: first column that sees the order, and its cancellation (number of columns where none
    does).
    """

    customer: Ints
    row: Ints
    at: Ints
    day: Ints
    minor: Ints
    known: NDArray[np.bool_]
    cancelled_at: Ints
    seen: Ints
    cancelled: Ints


def read_orders(history: History, reviews: Reviews, own: pl.Series, rates: Rates) -> Orders:
    placed = history.of(ORDERED)
    rows = placed.where(digits(placed) > 0)
    cancelled_at = first_closing(rows, history.of(CANCELLED), "order_id")
    at, money = rows.at, own_money(rows, own, rates)
    return Orders(
        customer=rows.c,
        row=rows.row,
        at=at,
        day=reviews.local_days(at),
        minor=money.minor,
        known=money.known,
        cancelled_at=cancelled_at,
        seen=reviews.seen_from(at),
        cancelled=reviews.seen_from(cancelled_at),
    )


def purchases(
    shape: tuple[int, int],
    orders: Orders,
    history: History,
    reviews: Reviews,
    months: int,
    own: pl.Series,
    rates: Rates,
) -> Grid:
    """Orders minus returns of the last `months` months, minor units, not below 0."""
    gone = np.minimum(reviews.gone_from(orders.at, months), orders.cancelled)
    bought = running_sum(shape, orders.customer, orders.seen, gone, orders.minor)
    returns = history.of(RETURNED)
    returned = running_sum(
        shape,
        returns.c,
        reviews.seen_from(returns.at),
        reviews.gone_from(returns.at, months),
        own_money(returns, own, rates).minor,
    )
    net: Grid = np.maximum(bought - returned, 0)
    return net
