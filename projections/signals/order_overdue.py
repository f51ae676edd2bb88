"""order_overdue: the customer is silent for longer than an active one with its history would be."""

import numpy as np

from projections.evidence import MOST, order_positions
from projections.facts import Facts
from projections.figures import percent, probability
from projections.gaps import median_gap_days
from projections.policy import OrderOverduePolicy
from projections.rhythm import Rhythm, rhythm_at
from projections.signals.definition import ALERT, CRISIS, NONE, WATCH, Firing, Severity, Signal
from projections.windows import Ints


def rhythm(facts: Facts, columns: Ints) -> Rhythm:
    return rhythm_at(facts.quantities.days, columns, facts.reviews.days[columns], facts.policy.rhythm)


def severity(facts: Facts, columns: Ints) -> Severity:
    evidence = rhythm(facts, columns)
    return _severity(facts, evidence, evidence.silent)


def _severity(facts: Facts, evidence: Rhythm, silent: Ints) -> Severity:
    limits = facts.policy.signals.order_overdue
    tail = evidence.tail(silent)
    holds = [
        ~evidence.judged,
        tail < limits.crisis,
        (tail < limits.alert) | (evidence.lapse_probability(silent) >= limits.alert_chance_of_lapse),
        tail < limits.watch,
    ]
    return np.select(holds, [NONE, CRISIS, ALERT, WATCH], NONE).astype(np.int8)


def first_silent_day(facts: Facts, evidence: Rhythm) -> Ints:
    """The shortest silence, in days, at which a condition held; only for cells that fire. Both conditions grow with
    silence.
    """
    low, high = np.zeros_like(evidence.silent), evidence.silent.copy()
    while (low < high).any():
        middle = (low + high) // 2
        fires = _severity(facts, evidence, middle) > NONE
        high = np.where(fires, middle, high)
        low = np.where(fires, low, np.minimum(middle + 1, high))
    return low


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    column = np.array([facts.reviews.asked])
    evidence = rhythm(facts, column)
    limits = facts.policy.signals.order_overdue
    since = (evidence.last + first_silent_day(facts, evidence))[:, 0]
    tail = evidence.tail(evidence.silent)[:, 0]
    lapse = evidence.lapse_probability(evidence.silent)[:, 0]
    gap = median_gap_days(facts.quantities.days, facts.reviews.asked, customers)
    positions = order_positions(facts, customers)
    return [
        Firing(
            value=_measure(tail[c], lapse[c], level, limits)[0],
            threshold=_measure(tail[c], lapse[c], level, limits)[1],
            unit="probability",
            since=int(since[c]),
            parts={
                "silent_days": int(evidence.silent[c, 0]),
                "median_gap_days": gap[c],
                "probability_of_silence": probability(tail[c]),
                "probability_no_order": probability(lapse[c]),
                "lapse_days": facts.policy.rhythm.lapse_days,
            },
            reason=sentence(int(evidence.silent[c, 0]), gap[c], tail[c], lapse[c], facts.policy.rhythm.lapse_days),
            evidence=positions[c][-MOST:],
            evidence_count=len(positions[c]),
        )
        for c, level in zip(customers.tolist(), levels.tolist(), strict=True)
    ]


def _measure(tail: float, lapse: float, level: int, limits: OrderOverduePolicy) -> tuple[float, float]:
    """The value that made it fire at this severity, and its threshold."""
    thresholds = {WATCH: limits.watch, ALERT: limits.alert, CRISIS: limits.crisis}
    if level == ALERT and tail >= limits.alert:
        return probability(lapse), limits.alert_chance_of_lapse
    return probability(tail), thresholds[level]


def sentence(silent: int, gap: int | None, tail: float, lapse: float, lapse_days: int) -> str:
    """The sentence of the signals document, section 1."""
    if silent >= lapse_days:
        end = f"the lapse day, {lapse_days}, has passed without an order."
    else:
        end = f"the chance that no order comes before day {lapse_days} is {percent(lapse)}."
    return (
        f"Silent for {silent} days, own median gap {gap}; {percent(tail)} of active customers with this history "
        f"would be silent so long, and {end}"
    )


ORDER_OVERDUE = Signal(name="order_overdue", group="trade", cause="customer", severity=severity, explain=explain)
