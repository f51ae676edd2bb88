"""promise_broken: what we promised was kept late, or is not kept at all."""

from dataclasses import dataclass

import numpy as np

from projections.calendar import from_day_number
from projections.commitments import Commitments, our_commitments
from projections.facts import Facts
from projections.rows import NEVER
from projections.section import Count, Days, Section, said
from projections.signals.definition import ALERT, CRISIS, NONE, WATCH, Firing, Severity, Signal
from projections.windows import Ints, running_sum
from projections.words import Words

STILL_OPEN = Words(
    en="Our promise {commitment_id}, due on {due_on:date}, is not kept",
    zh="我方承诺 {commitment_id} 应于 {due_on:date} 兑现，至今未兑现",
)
KEPT_LATE = Words(
    en="Our promise {commitment_id}, due on {due_on:date}, was kept late",
    zh="我方承诺 {commitment_id} 应于 {due_on:date} 兑现，兑现迟了",
)
ALONE = Words(en=".", zh="。")
MORE = Words(
    en="; {broken} promises of {days} days were late or are open, {open} of them open.",
    zh="；{days} 天内共有 {broken} 项承诺迟延或未兑现，其中 {open} 项未兑现。",
)
ABSENT = Words(
    en="promise {commitment_id} not kept since {due_on:date}", zh="承诺 {commitment_id} 自 {due_on:date} 起未兑现"
)


class Limits(Section):
    """Promises of ours that were not kept in time."""

    rises = ("watch", "alert")

    days: Days = said(182, "promises due in so many days")
    watch: Count = said(1, "late or open")
    alert: Count = said(2, "")
    crisis_open: Count = said(3, "open at once")


@dataclass(frozen=True, kw_only=True)
class Broken:
    """Which columns count a promise: as broken from start until before stop, and as open until before kept."""

    promises: Commitments
    start: Ints
    stop: Ints
    kept: Ints


def severity(facts: Facts, columns: Ints) -> Severity:
    broken = facts.once(_broken)
    if not len(broken.promises.rows):
        return np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    limits, who = facts.policy.signals.of(Limits), broken.promises.rows.c
    late_or_open = running_sum(facts.shape, who, broken.start, broken.stop)[:, columns]
    open_ones = running_sum(facts.shape, who, broken.start, np.minimum(broken.stop, broken.kept))[:, columns]
    holds = [open_ones >= limits.crisis_open, late_or_open >= limits.alert, late_or_open >= limits.watch]
    return np.select(holds, [CRISIS, ALERT, WATCH], NONE).astype(np.int8)


def _broken(facts: Facts) -> Broken:
    reviews, days = facts.reviews, facts.policy.signals.of(Limits).days
    promises = our_commitments(facts.history)
    kept_day = reviews.local_days(np.where(promises.kept_at == NEVER, 0, promises.kept_at))
    in_time = (promises.kept_at != NEVER) & (kept_day <= promises.due)
    gone = np.minimum(reviews.gone_after_days(promises.due, days), reviews.seen_from(promises.moved_at))
    return Broken(
        promises=promises,
        start=np.maximum(reviews.gone_after_days(promises.due, 1), reviews.seen_from(promises.rows.at)),
        stop=np.where(in_time, 0, gone),
        kept=reviews.seen_from(promises.kept_at),
    )


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    limits, broken, asked = facts.policy.signals.of(Limits), facts.once(_broken), facts.reviews.asked
    counts = (broken.start <= asked) & (asked < broken.stop)
    rows, due = broken.promises.rows.where(counts), broken.promises.due[counts]
    is_open = broken.kept[counts] > asked
    begun = np.maximum(due + 1, facts.reviews.local_days(rows.at))
    thresholds = {WATCH: limits.watch, ALERT: limits.alert, CRISIS: limits.crisis_open}
    found = []
    for places, level in zip(rows.places(customers), levels.tolist(), strict=True):
        top = int(places[np.lexsort((due[places], ~is_open[places]))[0]])
        still_open = int(is_open[places].sum())
        words = STILL_OPEN if is_open[top] else KEPT_LATE
        found.append(
            Firing(
                value=still_open if level == CRISIS else len(places),
                threshold=thresholds[level],
                unit="promises",
                since=int(begun[places].min()),
                parts={
                    "commitment_id": rows.at_places(np.array([top])).texts("commitment_id")[0],
                    "due_on": str(from_day_number(int(due[top]))),
                    "broken": len(places),
                    "open": still_open,
                    "days": limits.days,
                },
                words=words + (MORE if len(places) > 1 else ALONE),
                evidence=rows.position[places].tolist(),
                absences=[ABSENT] if is_open[top] else [],
            )
        )
    return found


SIGNAL = Signal(name="promise_broken", group="quality", cause="own", limits=Limits, severity=severity, explain=explain)
