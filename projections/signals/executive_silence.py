"""executive_silence: executives of both sides have not met for longer than the executive rhythm."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import model_validator

from projections.calendar import from_day_number
from projections.contacts import EXECUTIVE_MEETING
from projections.facts import Facts
from projections.quantities import latest_row
from projections.rhythm_agreed import agreed_days
from projections.rows import NEVER
from projections.section import Count, Days, Section, said
from projections.signals.definition import ALERT, NONE, WATCH, Firing, Severity, Signal
from projections.stage import STABLE, STRATEGIC
from projections.stage_since import since_days
from projections.tier import TIER_C, TIERS, tier_at
from projections.windows import Grid, Ints
from projections.words import Words

SILENT = Words(
    en="No executive meeting for {silent_days:day|days}, since {last_on:date}; "
    "the rhythm is one every {rhythm_days} days.",
    zh="自 {last_on:date} 起已 {silent_days} 天没有高层会面；节奏是每 {rhythm_days} 天一次。",
)
NEVER_HELD = Words(
    en="No executive meeting yet, and in this stage since {last_on:date}, for {silent_days:day|days}; "
    "the rhythm is one every {rhythm_days} days.",
    zh="尚无高层会面，自 {last_on:date} 进入本阶段已 {silent_days} 天；节奏是每 {rhythm_days} 天一次。",
)
ABSENT = Words(
    en="no executive meeting since {last_on:date}; the rhythm expects one every {rhythm_days} days",
    zh="自 {last_on:date} 起没有高层会面；节奏要求每 {rhythm_days} 天一次",
)


class Limits(Section):
    """The executive rhythm, and how many of silence make which severity."""

    strategic_days: Days = said(90, "strategic: an executive meeting so often, where no rhythm was agreed")
    stable_days: dict[Literal["A", "B", "C"], Days] = said(
        {"A": 180, "B": 180, "C": 365}, "stable, by tier; none without a tier"
    )
    watch: Count = said(1, "so many rhythms without a meeting")
    alert: Count = said(2, "... never for tier C")

    @model_validator(mode="after")
    def complete_and_rising(self) -> "Limits":
        if set(self.stable_days) != {"A", "B", "C"}:
            raise ValueError("stable_days needs A, B and C")
        if not self.watch <= self.alert:
            raise ValueError("watch <= alert must hold")
        return self


def severity(facts: Facts, columns: Ints) -> Severity:
    policy, rhythm = facts.policy.signals.of(Limits), executive_rhythm(facts, columns)
    expected = rhythm != NEVER
    if not expected.any():
        return np.zeros(expected.shape, dtype=np.int8)
    silent = facts.reviews.days[columns][None, :] - _last_days(facts, columns)
    every = np.where(expected, rhythm, 1)
    holds = [
        ~expected,
        (silent >= policy.alert * every) & (tier_at(facts, columns) != TIER_C),
        silent >= policy.watch * every,
    ]
    return np.select(holds, [NONE, ALERT, WATCH], NONE).astype(np.int8)


def executive_rhythm(facts: Facts, columns: Ints) -> NDArray[np.int64]:
    """Days between executive meetings, as agreed, else by stage and tier; NEVER where none is expected."""
    policy, stage = facts.policy.signals.of(Limits), facts.path.stage[:, columns]
    by_tier = np.array([NEVER if tier is None else policy.stable_days[tier] for tier in TIERS])
    agreed = agreed_days(facts, "executive", columns)
    expected = [agreed >= 0, stage == STRATEGIC, stage == STABLE]
    rhythm: NDArray[np.int64] = np.select(
        expected, [agreed, np.full(stage.shape, policy.strategic_days), by_tier[tier_at(facts, columns)]], NEVER
    )
    return rhythm


def _held(facts: Facts, columns: Ints) -> Grid:
    """History row of the latest executive meeting; -1 where none was held."""
    return latest_row(facts.shape, facts.history.of(EXECUTIVE_MEETING), facts.reviews)[:, columns]


def _last_days(facts: Facts, columns: Ints) -> Grid:
    """Local day of the latest executive meeting, else of the entry into the stage."""
    held, days = _held(facts, columns), facts.reviews.local_days(facts.history.at)
    return np.where(held >= 0, days[held], since_days(facts, columns))


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    asked, policy = np.array([facts.reviews.asked]), facts.policy.signals.of(Limits)
    held, last = _held(facts, asked)[:, 0], _last_days(facts, asked)[:, 0]
    rhythm, today = executive_rhythm(facts, asked)[:, 0], int(facts.reviews.days[facts.reviews.asked])
    times, positions = {WATCH: policy.watch, ALERT: policy.alert}, facts.evidence_rows()
    return [
        Firing(
            value=today - int(last[c]),
            threshold=times[level] * int(rhythm[c]),
            unit="days",
            since=int(last[c] + policy.watch * rhythm[c]),
            parts={
                "silent_days": today - int(last[c]),
                "rhythm_days": int(rhythm[c]),
                "last_on": str(from_day_number(int(last[c]))),
                "held": bool(held[c] >= 0),
            },
            words=SILENT if held[c] >= 0 else NEVER_HELD,
            evidence=[int(positions[held[c]])] if held[c] >= 0 else [],
            absences=[ABSENT],
        )
        for c, level in zip(customers.tolist(), levels.tolist(), strict=True)
    ]


SIGNAL = Signal(
    name="executive_silence", group="contact", cause="own", limits=Limits, severity=severity, explain=explain
)
