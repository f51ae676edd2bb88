"""The events behind a stage decision: orders, returns and meetings of the window, and the latest of what stands."""

import numpy as np
import polars as pl

from projections.bindings import bindings
from projections.evidence import MOST
from projections.facts import Facts
from projections.windows import Ints


def stage_evidence(facts: Facts) -> pl.DataFrame:
    """Rows c, position, start, stop: the event is evidence for the customer's stage from column start until before
    stop.
    """
    stage, reviews = facts.policy.stage, facts.reviews
    formed = bindings(facts.history, reviews, stage.binding_months)
    return pl.concat(
        [
            _orders(facts),
            _windowed(facts, ["GoodsReturned"], stage.purchases_months),
            _windowed(facts, ["VisitMade", "CallMade", "ValueDemonstrated"], stage.contact_months),
            _windowed(facts, ["ExecutiveMeetingHeld"], stage.leave_strategic_meeting_months),
            _latest(facts, ["AnnualSpendEstimated"], "category"),
            _latest(facts, ["SupplierEvaluationHeld"]),
            _latest(facts, ["RelationshipEnded", "RelationshipResumed"]),
            formed.select("c", "position", "start", "stop"),
        ]
    )


def positions_at(evidence: pl.DataFrame, column: int) -> dict[int, list[int]]:
    """Per customer the positions in force at `column`: ascending, the latest fifty at most."""
    found = (
        evidence.filter((pl.col("start") <= column) & (pl.col("stop") > column))
        .sort("c", "position")
        .group_by("c", maintain_order=True)
        .agg(pl.col("position").unique(maintain_order=True).tail(MOST))
    )
    return dict(zip(found["c"].to_list(), found["position"].to_list(), strict=True))


def _orders(facts: Facts) -> pl.DataFrame:
    """Orders of the window; the last one stays evidence until the next."""
    orders, reviews = facts.quantities.orders, facts.reviews
    following = np.full(len(orders.seen), len(reviews.moments))
    if len(following) > 1:
        same = orders.customer[1:] == orders.customer[:-1]
        following[:-1][same] = orders.seen[1:][same]
    gone = np.maximum(reviews.gone_from(orders.at, facts.policy.stage.purchases_months), following)
    positions = facts.evidence_rows()[orders.row]
    return _rows(orders.customer, positions, orders.seen, np.minimum(gone, orders.cancelled))


def _windowed(facts: Facts, types: list[str], months: int) -> pl.DataFrame:
    rows = facts.history.events.filter(pl.col("type").is_in(types))
    at = rows["occurred_at"].to_numpy()
    seen, gone = facts.reviews.seen_from(at), facts.reviews.gone_from(at, months)
    return _rows(rows["c"].to_numpy(), rows["position"].to_numpy(), seen, gone)


def _latest(facts: Facts, types: list[str], *within: str) -> pl.DataFrame:
    """Events of these types until the next one of the same customer (and of the same `within`)."""
    rows = facts.history.events.filter(pl.col("type").is_in(types))
    seen = facts.reviews.seen_from(rows["occurred_at"].to_numpy())
    return (
        rows.select("c", "position", *within)
        .with_columns(start=pl.Series(seen, dtype=pl.Int64))
        .with_columns(stop=pl.col("start").shift(-1).over("c", *within).fill_null(len(facts.reviews.moments)))
        .select("c", "position", "start", "stop")
    )


def _rows(customer: Ints, position: Ints, start: Ints, stop: Ints) -> pl.DataFrame:
    return pl.DataFrame(
        {"c": customer, "position": position, "start": start, "stop": stop},
        schema={"c": pl.Int64, "position": pl.Int64, "start": pl.Int64, "stop": pl.Int64},
    )
