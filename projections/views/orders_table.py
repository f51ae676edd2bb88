"""The table `orders`: every order that stands. What the whole book says of the season is counted from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from ledger.money import from_minor
from ledger.times import format_instant
from projections.calendar import from_day_number
from projections.facts import Facts
from projections.order_days import OrderDays, order_days
from projections.orders import Orders
from projections.policy import Policy
from projections.reviews import Reviews, plan_reviews
from projections.rows import NEVER, flags
from projections.season import SeasonCounts, no_counts, season_counts
from projections.views.columns import INTEGER, TEXT, Column, Table, ViewRow
from projections.volume_limits import VolumeFallingLimits

NO_RATE = "in money for which the policy has no rate"

ORDERS_TABLE = Table(
    name="orders",
    grain="one order with an amount above 0, as corrected; a cancelled one says when it was cancelled",
    key=("customer", "position"),
    columns=(
        Column(name="customer", type=TEXT, meaning="code of the customer"),
        Column(name="position", type=INTEGER, meaning="place of the event in the ledger, from 1"),
        Column(name="order_id", type=TEXT, meaning="id of the order, unique within the customer"),
        Column(name="ordered_on", type=TEXT, meaning="day it was placed, in the ledger's time zone"),
        Column(name="ordered_at", type=TEXT, meaning="moment it was placed, UTC"),
        Column(
            name="amount_minor",
            type=INTEGER,
            meaning="its value in the customer's own currency",
            unit="minor units of currency",
            null=NO_RATE,
        ),
        Column(name="amount", type=TEXT, meaning="the same as decimal text, exact", unit="currency", null=NO_RATE),
        Column(name="currency", type=TEXT, meaning="ISO 4217 code of the customer's money"),
        Column(name="cancelled_at", type=TEXT, meaning="moment it was cancelled, UTC", null="not cancelled"),
    ),
)


def order_rows(facts: Facts) -> list[ViewRow]:
    """By customer, then in order of time; what occurred after the asked-for moment is not there."""
    orders, events = facts.quantities.orders, facts.history.events
    codes, currencies = facts.history.codes, facts.history.registered["currency"].to_list()
    return [
        (
            codes[customer],
            position,
            order_id,
            str(from_day_number(day)),
            format_instant(at),
            minor if known else None,
            from_minor(minor, currencies[customer]) if known else None,
            currencies[customer],
            None if cancelled_at == NEVER else format_instant(cancelled_at),
        )
        for customer, position, order_id, day, at, minor, known, cancelled_at in zip(
            orders.customer.tolist(),
            facts.evidence_rows()[orders.row].tolist(),
            events["order_id"][orders.row].to_list(),
            orders.day.tolist(),
            orders.at.tolist(),
            orders.minor.tolist(),
            orders.known.tolist(),
            orders.cancelled_at.tolist(),
            strict=True,
        )
    ]


COUNTED = ("customer", "position", "ordered_at", "amount_minor", "cancelled_at")  # what the season is counted from
_COUNTED_PLACES = [ORDERS_TABLE.names.index(name) for name in COUNTED]


def counted(rows: Iterable[ViewRow]) -> list[ViewRow]:
    """COUNTED of rows of the table."""
    return [tuple(row[place] for place in _COUNTED_PLACES) for row in rows]


@dataclass(frozen=True, kw_only=True)
class KeptOrders:
    """Orders read back from the table, as the columns of `reviews` see them; codes: their customers, by number."""

    codes: list[str]
    reviews: Reviews
    days: OrderDays


def kept_orders(rows: Sequence[ViewRow], *, as_of: int, policy: Policy) -> KeptOrders | None:
    """rows: COUNTED of all orders of some customers, of a table made at as_of (microseconds) or later. None without
    orders."""
    frame = (
        pl.DataFrame(list(zip(*rows, strict=True)) or None, schema=_schema(COUNTED))
        .with_columns(_micros("ordered_at"), _micros("cancelled_at").fill_null(NEVER))
        .filter(pl.col("ordered_at") <= as_of)
        .sort("customer", "ordered_at", "position")
    )
    if frame.is_empty():
        return None
    customer = frame["customer"].rank("dense").to_numpy().astype(np.int64) - 1
    codes = frame["customer"].unique(maintain_order=True).to_list()
    at, cancelled_at = frame["ordered_at"].to_numpy(), frame["cancelled_at"].to_numpy()
    reviews = plan_reviews(int(at.min()), as_of, look_back_months=policy.momentum.look_back_months, zone=policy.zone)
    orders = Orders(
        customer=customer,
        row=np.arange(len(at)),
        at=at,
        day=reviews.local_days(at),
        minor=frame["amount_minor"].fill_null(0).to_numpy(),
        known=flags(frame["amount_minor"].is_not_null()),
        cancelled_at=cancelled_at,
        seen=reviews.seen_from(at),
        cancelled=reviews.seen_from(cancelled_at),
    )
    return KeptOrders(codes=codes, reviews=reviews, days=order_days(orders, len(codes), len(reviews.moments)))


def counts_of_orders(rows: Sequence[ViewRow], *, as_of: int, policy: Policy) -> SeasonCounts:
    """What the customers of these orders add to the season; rows as for kept_orders."""
    kept = kept_orders(rows, as_of=as_of, policy=policy)
    if kept is None:
        return no_counts(policy.signals.of(VolumeFallingLimits))
    return season_counts(kept.days, kept.reviews, policy.signals.of(VolumeFallingLimits))


def _schema(names: Sequence[str]) -> dict[str, Any]:
    return {name: pl.Int64 if name in ("position", "amount_minor") else pl.String for name in names}


def _micros(name: str) -> pl.Expr:
    return pl.col(name).str.to_datetime("%Y-%m-%dT%H:%M:%S%.6fZ", time_unit="us").cast(pl.Int64)
