"""complaint_unsatisfied: a complaint was closed, and the customer is not satisfied with how."""

import numpy as np

from projections.calendar import from_day_number
from projections.complaints import Settled, unsatisfied
from projections.facts import Facts
from projections.section import Count, Days, Section, said
from projections.signals.definition import ALERT, CRISIS, NONE, Firing, Severity, Signal
from projections.windows import Grid, Ints, running_sum
from projections.words import Words

CLOSED = Words(
    en="Complaint {complaint_id} was closed on {closed_on:date} and the customer is not satisfied with it",
    zh="投诉 {complaint_id} 已于 {closed_on:date} 结案，但客户并不满意",
)
ALONE, MORE = Words(en=".", zh="。"), Words(en="; {others} more in {days} days.", zh="；{days} 天内另有 {others} 项。")


class Limits(Section):
    """Complaints closed without satisfying the customer."""

    rises = ("alert", "crisis")

    days: Days = said(90, "closed in so many days")
    alert: Count = said(1, "")
    crisis: Count = said(3, "")


def severity(facts: Facts, columns: Ints) -> Severity:
    settled = facts.once(unsatisfied)
    if not len(settled.rows):
        return np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    limits = facts.policy.signals.of(Limits)
    start, stop = _counting(facts, settled)
    count: Grid = running_sum(facts.shape, settled.rows.c, start, stop)[:, columns]
    return np.select([count >= limits.crisis, count >= limits.alert], [CRISIS, ALERT], NONE).astype(np.int8)


def _counting(facts: Facts, settled: Settled) -> tuple[Ints, Ints]:
    """The columns between which each closing counts."""
    reviews, days = facts.reviews, facts.policy.signals.of(Limits).days
    gone = reviews.gone_after_days(reviews.local_days(settled.rows.at), days)
    return reviews.seen_from(settled.rows.at), np.minimum(gone, reviews.seen_from(settled.until))


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    limits, settled, asked = facts.policy.signals.of(Limits), facts.once(unsatisfied), facts.reviews.asked
    start, stop = _counting(facts, settled)
    rows = settled.rows.where((start <= asked) & (asked < stop))
    day = facts.reviews.local_days(rows.at)
    thresholds = {ALERT: limits.alert, CRISIS: limits.crisis}
    found = []
    for places, level in zip(rows.places(customers), levels.tolist(), strict=True):
        last = int(places[-1])
        found.append(
            Firing(
                value=len(places),
                threshold=thresholds[level],
                unit="complaints",
                parts={
                    "complaint_id": rows.at_places(places[-1:]).texts("complaint_id")[0],
                    "closed_on": str(from_day_number(int(day[last]))),
                    "unsatisfied": len(places),
                    "others": len(places) - 1,
                    "days": limits.days,
                },
                words=CLOSED + (MORE if len(places) > 1 else ALONE),
                evidence=rows.position[places].tolist(),
            )
        )
    return found


SIGNAL = Signal(
    name="complaint_unsatisfied", group="quality", cause="own", limits=Limits, severity=severity, explain=explain
)
