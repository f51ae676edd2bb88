"""competitor_active: a rival is at work with a customer that buys from us."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.calendar import from_day_number
from projections.facts import Facts
from projections.rows import NEVER, Rows
from projections.section import Days, Section, said
from projections.signals.definition import ALERT, CRISIS, NONE, WATCH, Firing, Severity, Signal
from projections.stage import INITIAL, STABLE
from projections.windows import Ints
from projections.words import Words

ACTIVITY = "CompetitorActivityObserved"
WHOLE = ("main", "framework")

ONE = Words(
    en="{rival} is active: {kind:term} on {last_on:date}.",
    zh="竞争对手 {rival} 正在活动：{last_on:date} {kind:term}。",
)
SCOPED = Words(
    en="{rival} is active: {kind:term} ({scope:term}) on {last_on:date}.",
    zh="竞争对手 {rival} 正在活动：{last_on:date} {kind:term}（{scope:term}）。",
)
MORE = Words(en=" {others} more in sight.", zh="另有 {others} 项。")


class Limits(Section):
    """How long an activity of a rival counts."""

    days: Days = said(90, "an activity counts for so long")
    order_won_days: Days = said(365, "an order won by the rival")


@dataclass(frozen=True, kw_only=True)
class Activities:
    """Every CompetitorActivityObserved. day: local day number; counts_days: for how long it counts; after_loss: a
    quotation was lost before.
    """

    rows: Rows
    day: Ints
    counts_days: Ints
    after_loss: NDArray[np.bool_]


def severity(facts: Facts, columns: Ints) -> Severity:
    worst = np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    if len(facts.history.of(ACTIVITY)):
        activities = read_activities(facts)
        np.maximum.at(worst, activities.rows.c, _levels(facts, activities, columns))
    return worst


def read_activities(facts: Facts) -> Activities:
    policy = facts.policy.signals.of(Limits)
    rows, decided = facts.history.of(ACTIVITY), facts.history.of("QuotationDecided")
    lost = decided.where(decided.equal("result", "lost"))
    first_loss = np.full(facts.shape[0], NEVER)
    np.minimum.at(first_loss, lost.c, lost.row)
    return Activities(
        rows=rows,
        day=facts.reviews.local_days(rows.at),
        counts_days=np.where(rows.equal("kind", "order_won"), policy.order_won_days, policy.days),
        after_loss=first_loss[rows.c] < rows.row,
    )


def _levels(facts: Facts, activities: Activities, columns: Ints) -> Severity:
    """Severity per activity and column."""
    rows = activities.rows
    stage = facts.path.stage[rows.c][:, columns]
    age = facts.reviews.days[columns][None, :] - activities.day[:, None]
    seen = rows.at[:, None] <= facts.reviews.moments[columns][None, :]
    stands = seen & (age < activities.counts_days[:, None])
    won, contact = rows.equal("kind", "order_won"), rows.equal("kind", "contact")
    whole, beaten = won & rows.one_of("scope", WHOLE), won & activities.after_loss
    serious = rows.known("kind") & ~contact
    ours, new = stage >= STABLE, stage == INITIAL
    holds = [
        ~stands,
        ours & whole[:, None],
        (ours & serious[:, None]) | (new & beaten[:, None]),
        ours | (new & serious[:, None]),
    ]
    return np.select(holds, [NONE, CRISIS, ALERT, WATCH], NONE).astype(np.int8)


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    asked = np.array([facts.reviews.asked])
    activities = read_activities(facts)
    level = _levels(facts, activities, asked)[:, 0]
    today = int(facts.reviews.days[facts.reviews.asked])
    return [
        _firing(activities, level, np.flatnonzero((activities.rows.c == c) & (level > NONE)), today)
        for c in customers.tolist()
    ]


def _firing(activities: Activities, level: Severity, places: Ints, today: int) -> Firing:
    """One customer's activities that count (their places); the worst and latest gives the numbers."""
    rows, day = activities.rows.at_places(places), activities.day[places]
    top = int(np.lexsort((rows.position, day, level[places]))[-1])
    rival, kind, scope = (rows.texts(name)[top] for name in ("rival", "kind", "scope"))
    on, positions = from_day_number(int(day[top])), sorted(rows.position.tolist())
    words = SCOPED if scope else ONE
    return Firing(
        value=today - int(day[top]),
        threshold=int(activities.counts_days[places[top]]),
        unit="days",
        since=int(day.min()),  # the earliest activity that still counts
        parts={
            "rival": rival,
            "kind": kind,
            "scope": scope,
            "last_on": str(on),
            "activities": len(positions),
            "others": len(positions) - 1,
        },
        words=words + MORE if len(positions) > 1 else words,
        evidence=positions,
    )


SIGNAL = Signal(
    name="competitor_active", group="rivalry", cause="rival", limits=Limits, severity=severity, explain=explain
)
