"""The events behind a stage decision: orders, returns and meetings of the window, and the latest of what stands."""

import numpy as np

from projections.evidence import Evidence, joined
from projections.facts import Facts
from projections.rows import Rows
from projections.windows import Ints


def stage_evidence(facts: Facts) -> Evidence:
    """What is evidence for the customers' stages, column by column."""
    stage, formed = facts.policy.stage, facts.quantities.bindings
    estimates = facts.history.of("AnnualSpendEstimated")
    return joined(
        [
            _orders(facts),
            _windowed(facts, stage.purchases_months, "GoodsReturned"),
            _windowed(facts, stage.contact_months, "VisitMade", "CallMade", "ValueDemonstrated"),
            _windowed(facts, stage.leave_strategic_meeting_months, "ExecutiveMeetingHeld"),
            _latest(facts, estimates, _categories(estimates)),
            _latest(facts, facts.history.of("SupplierEvaluationHeld")),
            _latest(facts, facts.history.of("RelationshipEnded", "RelationshipResumed")),
            _evidence(formed.rows, formed.start, formed.stop),
        ]
    )


def _orders(facts: Facts) -> Evidence:
    """Orders of the window; the last one stays evidence until the next."""
    orders, reviews = facts.quantities.orders, facts.reviews
    following = np.full(len(orders.seen), len(reviews.moments))
    if len(following) > 1:
        same = orders.customer[1:] == orders.customer[:-1]
        following[:-1][same] = orders.seen[1:][same]
    gone = np.maximum(reviews.gone_from(orders.at, facts.policy.stage.purchases_months), following)
    positions = facts.evidence_rows()[orders.row]
    return Evidence(
        customer=orders.customer, position=positions, start=orders.seen, stop=np.minimum(gone, orders.cancelled)
    )


def _windowed(facts: Facts, months: int, *types: str) -> Evidence:
    rows = facts.history.of(*types)
    return _evidence(rows, facts.reviews.seen_from(rows.at), facts.reviews.gone_from(rows.at, months))


def _latest(facts: Facts, rows: Rows, kind: Ints | None = None) -> Evidence:
    """Events until the next one of the same customer (and of the same kind, a small number, where kinds are given)."""
    kinds = np.zeros(len(rows), dtype=np.int64) if kind is None else kind
    each = rows.c * (int(kinds.max(initial=0)) + 1) + kinds
    order = np.argsort(each, kind="stable")
    start = facts.reviews.seen_from(rows.at)
    stop = np.full(len(rows), len(facts.reviews.moments))
    if len(rows) > 1:
        same = np.diff(each[order]) == 0
        stop[order[:-1][same]] = start[order[1:][same]]
    return _evidence(rows, start, stop)


def _categories(estimates: Rows) -> Ints:
    names = estimates.texts("category")
    number = {name: place for place, name in enumerate(dict.fromkeys(names))}
    return np.array([number[name] for name in names], dtype=np.int64)


def _evidence(rows: Rows, start: Ints, stop: Ints) -> Evidence:
    return Evidence(customer=rows.c, position=rows.position, start=start, stop=stop)
