"""order_overdue: the customer is silent for longer than an active one with its history would be."""

import numpy as np
from pydantic import model_validator

from projections.evidence import order_positions
from projections.facts import Facts
from projections.figures import probability
from projections.gaps import median_gap_days
from projections.rhythm import Rhythm, rhythm_at
from projections.section import Part, Section, said
from projections.signals.definition import ALERT, CRISIS, NONE, WATCH, Firing, Severity, Signal
from projections.windows import Ints
from projections.words import Words

WAITING = Words(
    en="Silent for {silent_days} days, own median gap {median_gap_days}; {probability_of_silence:percent} of active "
    "customers with this history would be silent so long, and the chance that no order comes before day {lapse_days} "
    "is {probability_no_order:percent}.",
    zh="已 {silent_days} 天没有订单，自身间隔中位数为 {median_gap_days} 天；有同样历史的活跃客户中，"
    "{probability_of_silence:percent} 会沉默这么久；在第 {lapse_days} 天之前没有订单的可能为 "
    "{probability_no_order:percent}。",
)
LAPSED = Words(
    en="Silent for {silent_days} days, own median gap {median_gap_days}; {probability_of_silence:percent} of active "
    "customers with this history would be silent so long, and the lapse day, {lapse_days}, has passed without an "
    "order.",
    zh="已 {silent_days} 天没有订单，自身间隔中位数为 {median_gap_days} 天；有同样历史的活跃客户中，"
    "{probability_of_silence:percent} 会沉默这么久；第 {lapse_days} 天的期限已过，仍无订单。",
)


class Limits(Section):
    """Probabilities of so long a silence, below which the signal fires."""

    watch: Part = said(0.20, "an active customer is silent so long with less than this probability")
    alert: Part = said(0.05, "")
    crisis: Part = said(0.01, "")
    alert_chance_of_lapse: Part = said(0.5, "or: this silence reaches lapse_days with at least this probability")

    @model_validator(mode="after")
    def severities_rise(self) -> "Limits":
        if not self.crisis <= self.alert <= self.watch:
            raise ValueError("crisis <= alert <= watch must hold")
        return self


def rhythm(facts: Facts, columns: Ints) -> Rhythm:
    return rhythm_at(facts.quantities.days, columns, facts.reviews.days[columns], facts.policy.rhythm)


def severity(facts: Facts, columns: Ints) -> Severity:
    evidence = rhythm(facts, columns)
    return _severity(facts, evidence, evidence.silent)


def _severity(facts: Facts, evidence: Rhythm, silent: Ints) -> Severity:
    limits = facts.policy.signals.of(Limits)
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
    limits = facts.policy.signals.of(Limits)
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
            words=words(int(evidence.silent[c, 0]), facts.policy.rhythm.lapse_days),
            evidence=positions[c],
        )
        for c, level in zip(customers.tolist(), levels.tolist(), strict=True)
    ]


def _measure(tail: float, lapse: float, level: int, limits: Limits) -> tuple[float, float]:
    """The value that made it fire at this severity, and its threshold."""
    thresholds = {WATCH: limits.watch, ALERT: limits.alert, CRISIS: limits.crisis}
    if level == ALERT and tail >= limits.alert:
        return probability(lapse), limits.alert_chance_of_lapse
    return probability(tail), thresholds[level]


def words(silent_days: int, lapse_days: int) -> Words:
    """The sentence of the signals document, section 1."""
    return WAITING if silent_days < lapse_days else LAPSED


SIGNAL = Signal(
    name="order_overdue", group="trade", cause="customer", limits=Limits, severity=severity, explain=explain
)
