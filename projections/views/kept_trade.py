"""Orders and returns read back from the views: what the whole book says is counted from them without the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import polars as pl

from projections.book_counts import BookCounts, book_counts, no_counts
from projections.order_days import OrderDays, order_days
from projections.orders import Orders
from projections.policy import Policy
from projections.reviews import Reviews, plan_reviews
from projections.rows import NEVER, flags
from projections.views.columns import ViewRow
from projections.windows import Grid, running_sum

# The columns that are read back, of the tables orders and returns.
ORDERED = ("customer", "position", "ordered_at", "amount_minor", "cancelled_at", "currency")
CAME_BACK = ("customer", "position", "returned_at", "amount_minor", "currency")


class TradeRows(NamedTuple):
    """ORDERED of orders and CAME_BACK of returns, of some customers and whole."""

    orders: Sequence[ViewRow]
    returns: Sequence[ViewRow]


@dataclass(frozen=True, kw_only=True)
class KeptTrade:
    """As the columns of `reviews` see it; codes: the customers, by number; own: their currencies. bought: purchases of
    the months of the policy, minor units, customers x columns.
    """

    codes: list[str]
    own: pl.Series
    reviews: Reviews
    days: OrderDays
    bought: Grid


def kept_trade(rows: TradeRows, *, as_of: int, policy: Policy) -> KeptTrade | None:
    """rows: of tables made at as_of (microseconds) or later. None without orders."""
    orders = _frame(rows.orders, ORDERED, as_of)
    if orders.is_empty():
        return None
    customers = orders.group_by("customer", maintain_order=True).agg(pl.col("currency").first())
    codes = customers["customer"].to_list()
    number = {code: place for place, code in enumerate(codes)}
    at = orders["ordered_at"].to_numpy()
    reviews = plan_reviews(int(at.min()), as_of, look_back_months=policy.momentum.look_back_months, zone=policy.zone)
    read = _orders(orders, number, reviews)
    shape = len(codes), len(reviews.moments)
    # who never ordered bought nothing, whatever came back
    returns = _frame([row for row in rows.returns if row[0] in number], CAME_BACK, as_of)
    return KeptTrade(
        codes=codes,
        own=customers["currency"],
        reviews=reviews,
        days=order_days(read, *shape),
        bought=_bought(shape, read, returns, number, reviews, policy.stage.purchases_months),
    )


def counts_of_trade(rows: TradeRows, *, as_of: int, policy: Policy) -> BookCounts:
    """What the customers of these rows add to what the whole book says; rows as for kept_trade."""
    kept = kept_trade(rows, as_of=as_of, policy=policy)
    return book_counts(kept.days, kept.bought, kept.own, kept.reviews, policy) if kept else no_counts(policy)


def _orders(frame: pl.DataFrame, number: dict[str, int], reviews: Reviews) -> Orders:
    at, cancelled_at = frame["ordered_at"].to_numpy(), frame["cancelled_at"].to_numpy()
    return Orders(
        customer=_numbers(frame, number),
        row=np.arange(len(at)),
        at=at,
        day=reviews.local_days(at),
        minor=frame["amount_minor"].fill_null(0).to_numpy(),
        known=flags(frame["amount_minor"].is_not_null()),
        cancelled_at=cancelled_at,
        seen=reviews.seen_from(at),
        cancelled=reviews.seen_from(cancelled_at),
    )


def _bought(
    shape: tuple[int, int], orders: Orders, returns: pl.DataFrame, number: dict[str, int], reviews: Reviews, months: int
) -> Grid:
    """As orders.purchases makes it of events."""
    gone = np.minimum(reviews.gone_from(orders.at, months), orders.cancelled)
    total = running_sum(shape, orders.customer, orders.seen, gone, orders.minor)
    if len(returns):
        at, minor = returns["returned_at"].to_numpy(), returns["amount_minor"].fill_null(0).to_numpy()
        back = _numbers(returns, number), reviews.seen_from(at), reviews.gone_from(at, months)
        total -= running_sum(shape, *back, minor)
    bought: Grid = np.maximum(total, 0)
    return bought


def _numbers(frame: pl.DataFrame, number: dict[str, int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([number[code] for code in frame["customer"].to_list()], dtype=np.int64)


def _frame(rows: Sequence[ViewRow], names: Sequence[str], as_of: int) -> pl.DataFrame:
    """By customer and time; what occurred after as_of is not there."""
    schema = {name: pl.Int64 if name in ("position", "amount_minor") else pl.String for name in names}
    when = next(name for name in names if name.endswith("_at"))
    frame = pl.DataFrame(list(zip(*rows, strict=True)) or None, schema=schema)
    moments = [_micros(name) for name in names if name.endswith("_at")]
    return (
        frame.with_columns(moments)
        .with_columns(pl.col(name).fill_null(NEVER) for name in names if name == "cancelled_at")
        .filter(pl.col(when) <= as_of)
        .sort("customer", when, "position")
    )


def _micros(name: str) -> pl.Expr:
    return pl.col(name).str.to_datetime("%Y-%m-%dT%H:%M:%S%.6fZ", time_unit="us").cast(pl.Int64)
