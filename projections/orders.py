"""Orders: effective OrderPlaced with an amount above 0, and what the reviews see of them."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from projections.amounts import Rates, with_minor
from projections.effective import History
from projections.reviews import Reviews
from projections.windows import Grid, Ints, running_sum


@dataclass(frozen=True, kw_only=True)
class Orders:
    """One row per order, in order of time within the customer.

    customer: its number. row: place in the history frame. at: microseconds. day: local day number. minor: value in the
    customer's currency, 0 where it cannot be expressed there. seen, cancelled: first column that sees the order, and
    its cancellation (number of columns where it is not cancelled).
    """

    customer: Ints
    row: Ints
    at: Ints
    day: Ints
    minor: Ints
    seen: Ints
    cancelled: Ints


def read_orders(history: History, reviews: Reviews, own: pl.Series, rates: Rates) -> Orders:
    placed = history.events.with_row_index("row").filter(pl.col("type") == "OrderPlaced")
    positive = placed.filter(pl.col("amount").str.contains("[1-9]"))
    cancelled = (
        history.events.filter(pl.col("type") == "OrderCancelled")
        .group_by("c", "order_id")
        .agg(cancelled_at=pl.col("occurred_at").min())
    )
    rows = with_minor(positive, own, rates).join(
        cancelled, on=["c", "order_id"], how="left", maintain_order="left", nulls_equal=False
    )
    at = rows["occurred_at"].to_numpy()
    none = len(reviews.moments)
    never = np.iinfo(np.int64).max
    cancelled_at = rows["cancelled_at"].fill_null(never).to_numpy()
    return Orders(
        customer=rows["c"].to_numpy(),
        row=rows["row"].cast(pl.Int64).to_numpy(),
        at=at,
        day=reviews.local_days(at),
        minor=rows["minor"].fill_null(0).to_numpy(),
        seen=reviews.seen_from(at),
        cancelled=np.where(cancelled_at == never, none, reviews.seen_from(cancelled_at)),
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
    returns = with_minor(history.events.filter(pl.col("type") == "GoodsReturned"), own, rates)
    at = returns["occurred_at"].to_numpy()
    returned = running_sum(
        shape,
        returns["c"].to_numpy(),
        reviews.seen_from(at),
        reviews.gone_from(at, months),
        returns["minor"].fill_null(0).to_numpy(),
    )
    net: Grid = np.maximum(bought - returned, 0)
    return net
