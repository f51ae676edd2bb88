"""order_anomaly: the latest order is far larger, or far smaller, than the earlier ones."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ledger.money import from_minor
from projections.calendar import from_day_number
from projections.facts import Facts
from projections.medians import medians
from projections.section import Count, Positive, Section, said
from projections.signals.definition import NONE, WATCH, Firing, Severity, Signal
from projections.windows import Ints
from projections.words import Words

Floats = NDArray[np.float64]
NORMAL = 0.6745  # the median absolute deviation of a normal distribution, in its standard deviations

LARGER = Words(
    en="The order of {ordered_on:date} is worth {amount:money}, far more than usual: half of the {earlier} orders "
    "before it were below {median:money}.",
    zh="{ordered_on:date} 的订单金额为 {amount:money}，远高于往常：此前 {earlier} 次订单的中位数为 {median:money}。",
)
SMALLER = Words(
    en="The order of {ordered_on:date} is worth {amount:money}, far less than usual: half of the {earlier} orders "
    "before it were above {median:money}.",
    zh="{ordered_on:date} 的订单金额为 {amount:money}，远低于往常：此前 {earlier} 次订单的中位数为 {median:money}。",
)


class Limits(Section):
    """How far the logarithm of an order's value may lie from the median of the earlier ones."""

    least_earlier: Count = said(8, "judged from so many earlier orders on")
    score: Positive = said(3.5, "more than this, as a robust z-score, both ways")
    least_deviation: Positive = said(0.1, "the median absolute deviation is at least so much")


@dataclass(frozen=True, kw_only=True)
class Deviations:
    """Per customer at one column. order: its latest one, place in facts.quantities.orders (-1 without); earlier: how
    many before it; median of their logarithms; score: robust z-score, 9 digits, 0 where it is not judged.
    """

    order: Ints
    earlier: Ints
    median: Floats
    score: Floats


def severity(facts: Facts, columns: Ints) -> Severity:
    limit = facts.policy.signals.of(Limits).score
    levels = np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    for place, column in enumerate(columns.tolist()):
        levels[:, place] = np.where(np.abs(_deviations(facts, column).score) > limit, WATCH, NONE)
    return levels


def _deviations(facts: Facts, column: int) -> Deviations:
    orders, limits, customers = facts.quantities.orders, facts.policy.signals.of(Limits), facts.shape[0]
    alive = np.flatnonzero((orders.seen <= column) & (column < orders.cancelled) & orders.known & (orders.minor > 0))
    who = orders.customer[alive]
    latest = np.full(customers, -1)
    latest[who] = alive  # in order of time: the last one stays
    earlier = alive[latest[who] != alive]
    count = np.bincount(orders.customer[earlier], minlength=customers)
    judged = count >= limits.least_earlier
    earlier = earlier[judged[orders.customer[earlier]]]
    who, value = orders.customer[earlier], np.log(orders.minor[earlier])
    median = medians(customers, who, value)
    newest = np.where(judged, orders.minor[latest], 1) if len(alive) else np.ones(customers)
    distance = np.where(judged, np.log(newest) - median, 0.0)
    # Nothing nearer than this can be far, however close together the others lie.
    near = np.abs(distance) * NORMAL <= limits.score * limits.least_deviation
    spread = medians(customers, who[~near[who]], np.abs(value - median[who])[~near[who]])
    score = np.round(NORMAL * distance / np.maximum(spread, limits.least_deviation), 9)
    return Deviations(order=latest, earlier=count, median=median, score=np.where(judged & ~near, score, 0.0))


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    orders, limits = facts.quantities.orders, facts.policy.signals.of(Limits)
    found = _deviations(facts, facts.reviews.asked)
    position, firings = facts.evidence_rows(), []
    for c in customers.tolist():
        order, currency, score = int(found.order[c]), facts.history.registered["currency"][c], float(found.score[c])
        firings.append(
            Firing(
                value=round(score, 2),
                threshold=limits.score if score > 0 else -limits.score,
                unit="robust z-score",
                parts={
                    "ordered_on": str(from_day_number(int(orders.day[order]))),
                    "amount": from_minor(int(orders.minor[order]), currency),
                    "median": from_minor(round(float(np.exp(found.median[c]))), currency),
                    "currency": currency,
                    "earlier": int(found.earlier[c]),
                    "score": round(score, 2),
                },
                words=LARGER if score > 0 else SMALLER,
                evidence=[int(position[orders.row[order]])],
            )
        )
    return firings


SIGNAL = Signal(
    name="order_anomaly", group="trade", cause="customer", limits=Limits, severity=severity, explain=explain
)
