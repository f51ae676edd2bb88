"""contact_silence: nobody was in contact for several times the rhythm."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import model_validator

from projections.calendar import from_day_number
from projections.contacts import CONTACT
from projections.facts import Facts
from projections.quantities import latest_row
from projections.rhythm_agreed import agreed_days
from projections.section import Count, Days, Section, said
from projections.signals import order_overdue
from projections.signals.definition import ALERT, CRISIS, NONE, WATCH, Firing, Severity, Signal
from projections.tier import TIERS, tier_at
from projections.windows import Grid, Ints
from projections.words import Words

SILENT = Words(
    en="No contact for {silent_days:day|days}, since {last_contact_on:date}; "
    "the rhythm is one every {rhythm_days} days.",
    zh="自 {last_contact_on:date} 起已 {silent_days} 天没有联系；约定的节奏是每 {rhythm_days} 天一次。",
)
ABSENT = Words(
    en="no contact since {last_contact_on:date}; the rhythm expects one every {rhythm_days} days",
    zh="自 {last_contact_on:date} 起没有联系；节奏要求每 {rhythm_days} 天一次",
)


class Limits(Section):
    """Rhythm by tier, and how many rhythms of silence make which severity."""

    rhythm_days: dict[Literal["A", "B", "C", "none"], Days] = said(
        {"A": 30, "B": 60, "C": 120, "none": 60}, "by tier, where no rhythm was agreed"
    )
    watch: Count = said(2, "so many rhythms without contact")
    alert: Count = said(4, "")
    crisis: Count = said(8, "... and order_overdue")

    @model_validator(mode="after")
    def complete_and_rising(self) -> "Limits":
        if set(self.rhythm_days) != {"A", "B", "C", "none"}:
            raise ValueError("rhythm_days needs A, B, C and none")
        if not self.watch <= self.alert <= self.crisis:
            raise ValueError("watch <= alert <= crisis must hold")
        return self


def severity(facts: Facts, columns: Ints) -> Severity:
    policy = facts.policy.signals.of(Limits)
    last = last_contact(facts, columns)
    silent = silent_days(facts, columns, last)
    rhythm = rhythm_days(facts, columns)
    overdue = order_overdue.severity(facts, columns) > NONE
    holds = [
        last < 0,
        (silent >= policy.crisis * rhythm) & overdue,
        silent >= policy.alert * rhythm,
        silent >= policy.watch * rhythm,
    ]
    return np.select(holds, [NONE, CRISIS, ALERT, WATCH], NONE).astype(np.int8)


def last_contact(facts: Facts, columns: Ints) -> Grid:
    """History row of the latest contact event; -1 where there never was one."""
    return latest_row(facts.shape, facts.history.of(*CONTACT), facts.reviews)[:, columns]


def silent_days(facts: Facts, columns: Ints, last: Grid) -> Grid:
    days = facts.reviews.local_days(facts.history.at)
    silent: Grid = facts.reviews.days[columns][None, :] - days[last]
    return silent


def rhythm_days(facts: Facts, columns: Ints) -> NDArray[np.int64]:
    """The rhythm agreed with the customer, else that of its tier."""
    policy = facts.policy.signals.of(Limits)
    by_tier = np.array([policy.rhythm_days[tier or "none"] for tier in TIERS])
    agreed = agreed_days(facts, "contact", columns)
    rhythm: NDArray[np.int64] = np.where(agreed >= 0, agreed, by_tier[tier_at(facts, columns)])
    return rhythm


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    asked, policy = np.array([facts.reviews.asked]), facts.policy.signals.of(Limits)
    last = last_contact(facts, asked)
    silent, rhythm = silent_days(facts, asked, last)[:, 0], rhythm_days(facts, asked)[:, 0]
    times = {WATCH: policy.watch, ALERT: policy.alert, CRISIS: policy.crisis}
    positions = facts.evidence_rows()
    today = int(facts.reviews.days[facts.reviews.asked])
    found = []
    for c, level in zip(customers.tolist(), levels.tolist(), strict=True):
        days, every = int(silent[c]), int(rhythm[c])
        on = from_day_number(today - days)
        found.append(
            Firing(
                value=days,
                threshold=times[level] * every,
                unit="days",
                since=today - days + policy.watch * every,
                parts={"silent_days": days, "rhythm_days": every, "last_contact_on": str(on)},
                words=SILENT,
                evidence=[int(positions[last[c, 0]])],
                absences=[ABSENT],
            )
        )
    return found


SIGNAL = Signal(name="contact_silence", group="contact", cause="own", limits=Limits, severity=severity, explain=explain)
