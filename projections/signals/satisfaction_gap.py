"""satisfaction_gap: the customer gets less than it expected, as it says, or as its dealings with us let think."""

from functools import reduce
from typing import Any

import numpy as np

from projections.complaints import RAISED, troubles
from projections.concessions import GRANTED, WITHDRAWN
from projections.deliveries import DELIVERED
from projections.facts import Facts
from projections.figures import plain
from projections.satisfaction import Modelled, late_orders, modelled, recent_troubles
from projections.satisfaction_limits import SatisfactionLimits
from projections.signals.definition import ALERT, CRISIS, NONE, WATCH, Firing, Severity, Signal
from projections.surveys import DIMENSIONS, SURVEYED, Surveyed, read_surveys, surveyed
from projections.windows import Ints
from projections.words import Words

SPEAKS = (SURVEYED, GRANTED, DELIVERED, RAISED)

ASKED = Words(
    en="As surveyed, they get {gap} points against what they expected; the widest gap is in {worst_dimension:term}: "
    "{worst_gap}.",
    zh="调查显示，客户所得与期望相差 {gap} 分；差距最大的是{worst_dimension:term}：{worst_gap}。",
)
MODELLED = Words(
    en="As modelled, for want of a survey, they get {gap} points against what they expect:",
    zh="没有有效的调查，按模型估计，客户所得与期望相差 {gap} 分：",
)
BECAUSE = {
    "concessions": Words(en=" concessions {concessions}", zh="优惠 {concessions}"),
    "deliveries": Words(en=" deliveries {deliveries}", zh="交货 {deliveries}"),
    "complaints": Words(en=" complaints {complaints}", zh="投诉 {complaints}"),
}
COMMA, STOP = Words(en=",", zh="，"), Words(en=".", zh="。")


def severity(facts: Facts, columns: Ints) -> Severity:
    levels = np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    if len(facts.history.of(*SPEAKS)):
        for place, column in enumerate(columns.tolist()):
            levels[:, place] = _levels(facts, surveyed(facts, column), modelled(facts, column))
    return levels


def _levels(facts: Facts, said: Surveyed, model: Modelled) -> Severity:
    """A comparison with nan, unknown, is false."""
    limits, asked = facts.policy.signals.of(SatisfactionLimits), ~np.isnan(said.gap)
    gap = np.where(asked, said.gap, model.gap)
    holds = [
        asked & (gap < -limits.crisis),
        (gap < -limits.alert) | (asked & (said.worst < -limits.alert_dimension)),
        gap < -limits.watch,
    ]
    return np.select(holds, [CRISIS, ALERT, WATCH], NONE).astype(np.int8)


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    asked = facts.reviews.asked
    said, model = surveyed(facts, asked), modelled(facts, asked)
    surveys = facts.once(read_surveys)
    answers = surveys.rows.where((surveys.start <= asked) & (asked < surveys.stop))
    spoken, dealings = answers.places(customers), _dealings(facts, customers)
    return [
        _surveyed(facts, said, c, level, answers.position[places].tolist())
        if not np.isnan(said.gap[c])
        else _modelled(facts, model, c, level, dealings[c])
        for c, level, places in zip(customers.tolist(), levels.tolist(), spoken, strict=True)
    ]


def _surveyed(facts: Facts, said: Surveyed, customer: int, level: int, evidence: list[int]) -> Firing:
    limits = facts.policy.signals.of(SatisfactionLimits)
    gaps = {name: float(gap) for name, gap in zip(DIMENSIONS, said.gaps[customer], strict=True) if not np.isnan(gap)}
    worst = min(gaps, key=lambda name: gaps[name])
    gap = float(said.gap[customer])
    by_dimension = level == ALERT and not gap < -limits.alert
    return Firing(
        value=_points(gaps[worst] if by_dimension else gap),
        threshold=-plain(limits.alert_dimension if by_dimension else _limit(limits, level)),
        unit="points",
        parts={
            "measure": "surveyed",
            "gap": _points(gap),
            "index": round(float(said.index[customer])),
            "against_rival": _points(float(said.against_rival[customer])),
            "dimensions": {name: _points(one) for name, one in gaps.items()},
            "worst_dimension": worst,
            "worst_gap": _points(gaps[worst]),
        },
        words=ASKED,
        evidence=evidence,
    )


def _modelled(facts: Facts, model: Modelled, customer: int, level: int, evidence: list[int]) -> Firing:
    limits = facts.policy.signals.of(SatisfactionLimits)
    figures = {"concessions": model.concessions, "deliveries": model.deliveries, "complaints": model.complaints}
    parts: dict[str, Any] = {name: _points(float(values[customer])) for name, values in figures.items()}
    because = [BECAUSE[name] for name, points in parts.items() if points is not None]
    gap = _points(float(model.gap[customer]))
    return Firing(
        value=gap,
        threshold=-plain(_limit(limits, level)),
        unit="points",
        parts={"measure": "modelled", "gap": gap, **parts},
        words=MODELLED + reduce(lambda said, more: said + COMMA + more, because) + STOP,
        evidence=evidence,
    )


def _limit(limits: SatisfactionLimits, level: int) -> float:
    return {WATCH: limits.watch, ALERT: limits.alert, CRISIS: limits.crisis}[level]


def _points(value: float) -> Any:
    """Two decimals; None where it is not known."""
    return None if np.isnan(value) else plain(round(value, 2))


def _dealings(facts: Facts, customers: Ints) -> dict[int, list[int]]:
    """Per customer the positions of what the model counts: concessions, recent complaints and late orders."""
    asked, found, orders = facts.reviews.asked, facts.once(troubles), facts.quantities.orders
    late, counts = late_orders(facts, asked), recent_troubles(facts, asked)
    conceded = facts.history.of(GRANTED, WITHDRAWN)
    who = np.concatenate([conceded.c, found.customer[counts], orders.customer[late]])
    position = [conceded.position, found.position[counts], facts.evidence_rows()[orders.row[late]]]
    order = np.argsort(who, kind="stable")
    bounds = np.searchsorted(who[order], [customers, customers + 1]).tolist()
    ordered = np.concatenate(position)[order]
    return {c: ordered[b:e].tolist() for c, b, e in zip(customers.tolist(), *bounds, strict=True)}


SIGNAL = Signal(
    name="satisfaction_gap",
    group="quality",
    cause="own",
    limits=SatisfactionLimits,
    severity=severity,
    explain=explain,
)
