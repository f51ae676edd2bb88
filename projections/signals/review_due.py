"""review_due: nobody has summed up this account for as long as its tier allows."""

from typing import Literal

import numpy as np
from pydantic import model_validator

from projections.calendar import from_day_number
from projections.facts import Facts
from projections.quantities import latest_row
from projections.rows import NEVER
from projections.section import Days, Section, said
from projections.signals.definition import NONE, WATCH, Firing, Severity, Signal
from projections.tier import TIERS, tier_at
from projections.windows import Grid, Ints
from projections.words import Words

REVIEWED = "AccountReviewed"

DUE = Words(
    en="The last review of this account was on {last_on:date}, {age_days:day|days} ago; "
    "tier {tier} asks for one every {every_days} days.",
    zh="上次客户回顾是 {last_on:date}，已过 {age_days} 天；{tier} 级客户每 {every_days} 天回顾一次。",
)
NEVER_REVIEWED = Words(
    en="This account was never reviewed since its first event on {last_on:date}, {age_days:day|days} ago; "
    "tier {tier} asks for a review every {every_days} days.",
    zh="自 {last_on:date} 首次记录以来已过 {age_days} 天，从未做过客户回顾；{tier} 级客户每 {every_days} 天回顾一次。",
)
ABSENT = Words(en="no account review since {last_on:date}", zh="自 {last_on:date} 起没有客户回顾")


class Limits(Section):
    """How often an account is to be reviewed."""

    every_days: dict[Literal["A", "B", "C"], Days] = said({"A": 90, "B": 180, "C": 365}, "by tier; none without a tier")

    @model_validator(mode="after")
    def complete(self) -> "Limits":
        if set(self.every_days) != {"A", "B", "C"}:
            raise ValueError("every_days needs A, B and C")
        return self


def severity(facts: Facts, columns: Ints) -> Severity:
    age = facts.reviews.days[columns][None, :] - _last_days(facts, columns)
    return np.where(age >= _every(facts, columns), WATCH, NONE).astype(np.int8)


def _every(facts: Facts, columns: Ints) -> Grid:
    """Days between reviews; NEVER where no tier asks for any."""
    every = facts.policy.signals.of(Limits).every_days
    by_tier = np.array([NEVER if tier is None else every[tier] for tier in TIERS])
    found: Grid = by_tier[tier_at(facts, columns)]
    return found


def _last_rows(facts: Facts, columns: Ints) -> Grid:
    return latest_row(facts.shape, facts.history.of(REVIEWED), facts.reviews)[:, columns]


def _last_days(facts: Facts, columns: Ints) -> Grid:
    """Local day of the latest account review, else of the customer's first event."""
    last, days = _last_rows(facts, columns), facts.reviews.local_days(facts.history.at)
    return np.where(last >= 0, days[last], facts.reviews.local_days(facts.history.begins_at)[:, None])


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    asked = np.array([facts.reviews.asked])
    rows, last, every = _last_rows(facts, asked)[:, 0], _last_days(facts, asked)[:, 0], _every(facts, asked)[:, 0]
    tiers, positions = tier_at(facts, asked)[:, 0], facts.evidence_rows()
    today = int(facts.reviews.days[facts.reviews.asked])
    return [
        Firing(
            value=today - int(last[c]),
            threshold=int(every[c]),
            unit="days",
            since=int(last[c] + every[c]),
            parts={
                "last_on": str(from_day_number(int(last[c]))),
                "age_days": today - int(last[c]),
                "every_days": int(every[c]),
                "tier": TIERS[tiers[c]],
                "reviewed": bool(rows[c] >= 0),
            },
            words=DUE if rows[c] >= 0 else NEVER_REVIEWED,
            evidence=[int(positions[rows[c]])] if rows[c] >= 0 else [],
            absences=[ABSENT],
        )
        for c in customers.tolist()
    ]


SIGNAL = Signal(
    name="review_due",
    group="reminders",
    cause="own",
    limits=Limits,
    severity=severity,
    explain=explain,
    counted=False,
)
