"""late_deliveries: too much of what we promised for a day came later, or has not come."""

import numpy as np
from numpy.typing import NDArray

from projections.deliveries import DeliveryLimits, read_deliveries
from projections.facts import Facts
from projections.figures import ratio
from projections.signals.definition import ALERT, CRISIS, NONE, WATCH, Firing, Severity, Signal
from projections.windows import Grid, Ints, running_sum
from projections.words import Words

LATE = Words(
    en="{late} of {promised} deliveries promised for the last {months} months came late or are outstanding "
    "({rate:percent}), {outstanding} of them outstanding.",
    zh="{months} 个月内应交的 {promised} 次交货中有 {late} 次迟到或未到（{rate:percent}），"
    "其中 {outstanding} 次仍未到。",
)


def severity(facts: Facts, columns: Ints) -> Severity:
    if not len(facts.once(read_deliveries).order):
        return np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    limits = facts.policy.signals.of(DeliveryLimits)
    promised, late = counts(facts, columns)
    rate = _rate(promised, late)
    judged = promised >= limits.least
    holds = [
        judged & (rate >= limits.crisis) & (late >= limits.crisis_late),
        judged & (rate >= limits.alert) & (late > 0),
        judged & (rate >= limits.watch) & (late > 0),
    ]
    return np.select(holds, [CRISIS, ALERT, WATCH], NONE).astype(np.int8)


def _rate(promised: Grid, late: Grid) -> NDArray[np.float64]:
    """Part of the promised that was late, 9 digits; 0 where nothing was promised."""
    rate: NDArray[np.float64] = np.round(late / np.maximum(promised, 1), 9)
    return rate


def counts(facts: Facts, columns: Ints) -> tuple[Grid, Grid]:
    """How many were promised, and how many of these were late."""
    found, orders = facts.once(read_deliveries), facts.quantities.orders
    start, stop = found.start, _stop(facts)
    customer = orders.customer[found.order]
    promised = running_sum(facts.shape, customer, start, stop)
    late = running_sum(facts.shape, customer[found.late], start[found.late], stop[found.late])
    return promised[:, columns], late[:, columns]


def _stop(facts: Facts) -> Ints:
    found, months = facts.once(read_deliveries), facts.policy.signals.of(DeliveryLimits).months
    gone: Ints = np.minimum(found.stop, facts.reviews.gone_from_days(found.due, months))
    return gone


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    limits, asked = facts.policy.signals.of(DeliveryLimits), facts.reviews.asked
    promised, late = counts(facts, np.array([asked]))
    found, orders = facts.once(read_deliveries), facts.quantities.orders
    these_late = np.flatnonzero(found.late & (found.start <= asked) & (asked < _stop(facts)))
    these_late = these_late[np.argsort(found.order[these_late], kind="stable")]
    position = facts.evidence_rows()
    thresholds = {WATCH: limits.watch, ALERT: limits.alert, CRISIS: limits.crisis}
    bounds = np.searchsorted(orders.customer[found.order[these_late]], [customers, customers + 1]).tolist()
    firings = []
    for c, level, begin, end in zip(customers.tolist(), levels.tolist(), *bounds, strict=True):
        these = these_late[begin:end]
        came = found.delivery[these]
        rate = ratio(float(_rate(promised[c], late[c])[0]))
        firings.append(
            Firing(
                value=rate,
                threshold=thresholds[level],
                unit="part of the promised",
                parts={
                    "promised": int(promised[c, 0]),
                    "late": int(late[c, 0]),
                    "outstanding": int((came < 0).sum()),
                    "rate": rate,
                    "months": limits.months,
                },
                words=LATE,
                evidence=[*position[orders.row[found.order[these]]].tolist(), *position[came[came >= 0]].tolist()],
            )
        )
    return firings


SIGNAL = Signal(
    name="late_deliveries", group="quality", cause="own", limits=DeliveryLimits, severity=severity, explain=explain
)
