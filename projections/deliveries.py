"""Deliveries: which orders were promised for a day, and which of them came late or not at all."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np
import polars as pl
from numpy.typing import NDArray
from pydantic import Field

from projections.facts import Facts
from projections.rows import NEVER, Rows
from projections.section import Count, Months, Part, Section, said
from projections.windows import Ints

DELIVERED = "OrderDelivered"


class DeliveryLimits(Section):
    """When a delivery is late, and which part of the promised ones may be (signal late_deliveries)."""

    rises = ("watch", "alert", "crisis")

    months: Months = said(12, "promised for a day of so many months, and due by now")
    grace_days: Annotated[int, Field(ge=0, le=365)] = said(1, "days after the promised one that are not late yet")
    least: Count = said(5, "judged from so many on")
    watch: Part = said(0.05, "")
    alert: Part = said(0.10, "")
    crisis: Part = said(0.25, "")
    crisis_late: Count = said(3, "... and at least so many late")


@dataclass(frozen=True, kw_only=True)
class Deliveries:
    """One row per order with a promised day and per time of which that is true: while it is out, and once it came.

    order: place in facts.quantities.orders. delivery: history row, -1 while it is out. due: local day promised last.
    late: after that day with a day of grace, or not delivered. start, stop: the columns between which this is known
    and the order is due.
    """

    order: Ints
    delivery: Ints
    due: Ints
    late: NDArray[np.bool_]
    start: Ints
    stop: Ints


def read_deliveries(facts: Facts) -> Deliveries:
    """The deliveries of all orders."""
    orders, reviews = facts.quantities.orders, facts.reviews
    grace = facts.policy.signals.of(DeliveryLimits).grace_days
    rows = Rows(facts.history.events, orders.row)
    delivery = first_deliveries(rows, facts.history.of(DELIVERED))
    arrived = delivery >= 0
    came_at = np.where(arrived, facts.history.at[delivery], NEVER)
    came = reviews.seen_from(came_at)
    promised = rows.days("promised_on")
    due = np.where(arrived, _promised_last(facts, delivery), promised)
    due = np.where(due == NEVER, promised, due)
    late = reviews.local_days(np.where(arrived, came_at, 0)) > due + grace
    out, there = np.flatnonzero(promised != NEVER), np.flatnonzero(arrived & (due != NEVER))
    order = np.concatenate([out, there])
    due = np.concatenate([promised[out], due[there]])
    known = np.concatenate([orders.seen[out], np.maximum(orders.seen, came)[there]])
    return Deliveries(
        order=order,
        delivery=np.concatenate([np.full(len(out), -1), delivery[there]]),
        due=due,
        late=np.concatenate([np.ones(len(out), dtype=np.bool_), late[there]]),
        start=np.maximum(known, reviews.gone_after_days(due, 0)),
        stop=np.minimum(orders.cancelled[order], np.concatenate([came[out], np.full(len(there), facts.shape[1])])),
    )


def _promised_last(facts: Facts, delivery: Ints) -> Ints:
    """The day each of these deliveries says was promised last; NEVER where it says none."""
    said = np.full(len(facts.history.events) + 1, NEVER)
    delivered = facts.history.of(DELIVERED)
    said[delivered.row] = delivered.days("promised_on")
    found: Ints = said[delivery]
    return found


def first_deliveries(orders: Rows, delivered: Rows) -> Ints:
    """Per order the history row of its first delivery, -1 without."""
    if not len(delivered) or not len(orders):
        return np.full(len(orders), -1)
    if orders.few and delivered.few:
        last_first = zip(delivered.c[::-1].tolist(), delivered.texts("order_id")[::-1], strict=True)
        row = dict(zip(last_first, delivered.row[::-1].tolist(), strict=True))
        keys = zip(orders.c.tolist(), orders.texts("order_id"), strict=True)
        return np.array([row.get(key, -1) for key in keys], dtype=np.int64)
    came = pl.DataFrame({"c": delivered.c, "order_id": delivered.column("order_id"), "row": delivered.row})
    first = came.unique(["c", "order_id"], keep="first", maintain_order=True)
    placed = pl.DataFrame({"c": orders.c, "order_id": orders.column("order_id")})
    found: Ints = (
        placed.join(first, on=["c", "order_id"], how="left", maintain_order="left")["row"].fill_null(-1).to_numpy()
    )
    return found
