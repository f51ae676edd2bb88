"""The events that prove a sentence: ascending positions, the latest fifty at most."""

import polars as pl

from projections.facts import Facts
from projections.windows import Ints

MOST = 50


def order_positions(facts: Facts, customers: Ints) -> dict[int, list[int]]:
    """Per customer all its orders not cancelled by the asked-for date, ascending."""
    orders = facts.quantities.orders
    alive = (orders.cancelled > facts.reviews.asked) & (orders.seen <= facts.reviews.asked)
    rows = pl.DataFrame({"c": orders.customer[alive], "position": facts.evidence_rows()[orders.row[alive]]})
    found = rows.filter(pl.col("c").is_in(customers.tolist())).sort("c", "position").group_by("c", maintain_order=True)
    positions = found.agg(pl.col("position"))
    by_customer = dict(zip(positions["c"].to_list(), positions["position"].to_list(), strict=True))
    return {c: by_customer.get(c, []) for c in customers.tolist()}
