"""evaluation_due: the customer will rank its suppliers soon."""

import numpy as np
from numpy.typing import NDArray

from projections.calendar import from_day_number
from projections.facts import Facts
from projections.rows import NEVER
from projections.section import Days, Section, said
from projections.signals.definition import NONE, WATCH, Firing, Severity, Signal
from projections.windows import Ints
from projections.words import Words

SCHEDULED, HELD = "SupplierEvaluationScheduled", "SupplierEvaluationHeld"

DUE = Words(
    en="The customer ranks its suppliers on {due_on:date}, in {days_left:day|days}.",
    zh="客户将于 {due_on:date} 评估供应商，还有 {days_left} 天。",
)


class Limits(Section):
    """How long before an evaluation to prepare for it."""

    days: Days = said(60, "so many days before the evaluation")


def severity(facts: Facts, columns: Ints) -> Severity:
    due = np.zeros((facts.shape[0], len(columns)), dtype=np.bool_)
    scheduled = facts.history.of(SCHEDULED)
    if len(scheduled):
        np.logical_or.at(due, scheduled.c, _due(facts, columns))
    return np.where(due, WATCH, NONE).astype(np.int8)


def _due(facts: Facts, columns: Ints) -> NDArray[np.bool_]:
    """Which schedules are due, per column: announced by then, near, not past, and not held early."""
    scheduled, reviews = facts.history.of(SCHEDULED), facts.reviews
    left = scheduled.days("on")[:, None] - reviews.days[columns][None, :]
    near = (left >= 0) & (left <= facts.policy.signals.of(Limits).days)
    seen = scheduled.at[:, None] <= reviews.moments[columns][None, :]
    return near & seen & (facts.once(_held_at)[:, None] > reviews.moments[columns][None, :])


def _held_at(facts: Facts) -> Ints:
    """Per schedule the moment from which its evaluation is over: one was held so shortly before its day."""
    scheduled, held = facts.history.of(SCHEDULED), facts.history.of(HELD)
    told, held_on = facts.reviews.local_days(scheduled.at), facts.reviews.local_days(held.at)
    opens = np.maximum(scheduled.days("on") - facts.policy.signals.of(Limits).days, told + 1)
    lowest = min(int(held_on.min(initial=0)), int(opens.min(initial=0)))
    span = max(int(held_on.max(initial=0)), int(opens.max(initial=0))) - lowest + 1
    keys = held.c * span + (held_on - lowest)
    following = np.searchsorted(keys, scheduled.c * span + (opens - lowest), side="left")
    place = np.minimum(following, max(len(keys) - 1, 0))
    moment = np.full(len(scheduled), NEVER)
    if len(keys):
        own = (following < len(keys)) & (held.c[place] == scheduled.c)
        moment[own] = held.at[place[own]]
    return moment


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    scheduled, reviews = facts.history.of(SCHEDULED), facts.reviews
    days, today = facts.policy.signals.of(Limits).days, int(reviews.days[reviews.asked])
    rows = scheduled.where(_due(facts, np.array([reviews.asked]))[:, 0])
    on, told = rows.days("on"), reviews.local_days(rows.at)
    found = []
    for places in rows.places(customers):
        due = int(on[places].min())
        found.append(
            Firing(
                value=due - today,
                threshold=days,
                unit="days",
                since=int(np.maximum(on[places] - days, told[places]).min()),
                parts={"due_on": str(from_day_number(due)), "days_left": due - today},
                words=DUE,
                evidence=rows.position[places].tolist(),
            )
        )
    return found


SIGNAL = Signal(
    name="evaluation_due",
    group="reminders",
    cause="own",
    limits=Limits,
    severity=severity,
    explain=explain,
    counted=False,
)
