"""Orders and returns read back from the views: what the whole book says is counted from them without the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ledger.times import to_micros
from projections.book_counts import BookCounts, Traded, book_counts
from projections.order_days import OrderDays, order_days
from projections.orders import Orders
from projections.policy import Policy, PolicyVersion
from projections.reviews import Reviews, plan_reviews
from projections.rows import FEW, NEVER, flags
from projections.views.columns import ViewRow
from projections.windows import Grid, Ints, running_sum

# The columns that are read back, of the tables orders and returns.
ORDERED = ("customer", "position", "ordered_at", "amount_minor", "cancelled_at", "currency")
CAME_BACK = ("customer", "position", "returned_at", "amount_minor", "currency")


class TradeRows(NamedTuple):
    """ORDERED of orders and CAME_BACK of returns, of some customers and whole."""

    orders: Sequence[ViewRow]
    returns: Sequence[ViewRow]


class Read(NamedTuple):
    """Rows of one of the tables as columns, by customer and time. cancelled_at: of orders; NEVER where none is."""

    customer: list[str]
    at: Ints
    minor: Ints
    known: NDArray[np.bool_]
    cancelled_at: Ints
    currency: list[str]


@dataclass(frozen=True, kw_only=True)
class KeptTrade:
    """As the columns of `reviews` see it; codes: the customers, by number; own: their currencies. returned_by: the
    customer of each return.
    """

    codes: list[str]
    own: pl.Series
    reviews: Reviews
    orders: Orders
    days: OrderDays
    returned: Read
    returned_by: Ints

    def bought(self, months: int) -> Grid:
        """Purchases of so many months, as orders.purchases makes them of events; minor units, customers x columns."""
        shape, reviews, orders = (len(self.codes), len(self.reviews.moments)), self.reviews, self.orders
        gone = np.minimum(reviews.gone_from(orders.at, months), orders.cancelled)
        total = running_sum(shape, orders.customer, orders.seen, gone, orders.minor)
        if len(self.returned_by):
            at, minor = self.returned.at, self.returned.minor
            seen, past = reviews.seen_from(at), reviews.gone_from(at, months)
            total -= running_sum(shape, self.returned_by, seen, past, minor)
        bought: Grid = np.maximum(total, 0)
        return bought


def tells_all(rules: PolicyVersion) -> bool:
    """Whether the tables tell what each policy counts: they hold amounts at the rates of the last one."""
    return all(one.policy.currency.rates == rules.policy.currency.rates for one in rules.earlier)


def kept_trade(rows: TradeRows, *, as_of: int, policy: Policy) -> KeptTrade | None:
    """rows: of tables made at as_of (microseconds) or later. None without orders."""
    orders = _read(rows.orders, ORDERED, as_of)
    if not orders.customer:
        return None
    own = dict(zip(reversed(orders.customer), reversed(orders.currency), strict=True))
    codes = list(dict.fromkeys(orders.customer))
    number = {code: place for place, code in enumerate(codes)}
    reviews = plan_reviews(
        int(orders.at.min()), as_of, look_back_months=policy.momentum.look_back_months, zone=policy.zone
    )
    found = _orders(orders, number, reviews)
    # who never ordered bought nothing, whatever came back
    returned = _read([row for row in rows.returns if row[0] in number], CAME_BACK, as_of)
    return KeptTrade(
        codes=codes,
        own=pl.Series([own[code] for code in codes], dtype=pl.String),
        reviews=reviews,
        orders=found,
        days=order_days(found, len(codes), len(reviews.moments)),
        returned=returned,
        returned_by=_numbers(returned, number),
    )


def counts_of_trade(rows: TradeRows, *, as_of: int, rules: PolicyVersion) -> BookCounts:
    """What the customers of these rows add to what the whole book says. rules: such that the rows tell all of them."""
    kept = kept_trade(rows, as_of=as_of, policy=rules.policy)
    if kept is None:
        return BookCounts()
    return book_counts(
        rules.turns_from(int(kept.reviews.days[0])),
        lambda turn: Traded(kept.days, kept.bought(turn.policy.stage.purchases_months)),
        kept.own,
        kept.reviews,
    )


def _orders(read: Read, number: dict[str, int], reviews: Reviews) -> Orders:
    return Orders(
        customer=_numbers(read, number),
        row=np.arange(len(read.at)),
        at=read.at,
        day=reviews.local_days(read.at),
        minor=read.minor,
        known=read.known,
        cancelled_at=read.cancelled_at,
        seen=reviews.seen_from(read.at),
        cancelled=reviews.seen_from(read.cancelled_at),
    )


def _numbers(read: Read, number: dict[str, int]) -> Ints:
    return np.array([number[code] for code in read.customer], dtype=np.int64)


def _read(rows: Sequence[ViewRow], names: Sequence[str], as_of: int) -> Read:
    """By customer and time; what occurred after as_of is not there."""
    return (_read_few if len(rows) < FEW else _read_many)(rows, names, as_of)


def _read_few(rows: Sequence[ViewRow], names: Sequence[str], as_of: int) -> Read:
    """As Python values."""
    when = next(name for name in names if name.endswith("_at"))
    said = [dict(zip(names, row, strict=True)) for row in rows]
    found = [(str(one["customer"]), _micros(one[when]), one["position"], one) for one in said]
    ordered = sorted((one for one in found if one[1] <= as_of), key=itemgetter(0, 1, 2))
    minor = [one["amount_minor"] for *_, one in ordered]
    return Read(
        customer=[code for code, *_ in ordered],
        at=np.array([at for _, at, *_ in ordered], dtype=np.int64),
        minor=np.array([amount or 0 for amount in minor], dtype=np.int64),
        known=np.array([amount is not None for amount in minor], dtype=np.bool_),
        cancelled_at=np.array([_micros(one.get("cancelled_at")) for *_, one in ordered], dtype=np.int64),
        currency=[str(one["currency"]) for *_, one in ordered],
    )


def _micros(text: object) -> int:
    return NEVER if text is None else to_micros(datetime.fromisoformat(str(text)))


def _read_many(rows: Sequence[ViewRow], names: Sequence[str], as_of: int) -> Read:
    """As columns."""
    schema = {name: pl.Int64 if name in ("position", "amount_minor") else pl.String for name in names}
    when = next(name for name in names if name.endswith("_at"))
    frame = pl.DataFrame(list(zip(*rows, strict=True)), schema=schema).with_columns(
        pl.col(name).str.to_datetime("%Y-%m-%dT%H:%M:%S%.6fZ", time_unit="us").cast(pl.Int64)
        for name in names
        if name.endswith("_at")
    )
    ordered = frame.filter(pl.col(when) <= as_of).sort("customer", when, "position")
    minor, at = ordered["amount_minor"], ordered[when].to_numpy()
    cancelled = ordered["cancelled_at"].fill_null(NEVER).to_numpy() if "cancelled_at" in names else at
    return Read(
        customer=ordered["customer"].to_list(),
        at=at,
        minor=minor.fill_null(0).to_numpy(),
        known=flags(minor.is_not_null()),
        cancelled_at=cancelled,
        currency=ordered["currency"].to_list(),
    )
