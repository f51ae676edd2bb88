"""tier_outdated: the tier was assigned too long ago to go by."""

from datetime import date, timedelta

import numpy as np

from projections.calendar import day_months_before, day_number, from_day_number
from projections.facts import Facts
from projections.quantities import latest_row
from projections.section import Section
from projections.signals.definition import NONE, WATCH, Firing, Severity, Signal
from projections.tier import assigned_rows
from projections.windows import Grid, Ints
from projections.words import Words

OLD = Words(
    en="Tier {tier} was assigned on {assigned_on:date}, {months} months ago or more, and counts no longer.",
    zh="{tier} 级于 {assigned_on:date} 指定，已满 {months} 个月，不再有效。",
)


class Limits(Section):
    """How long an assigned tier counts stands in the table tier of the policy; there is no number to set here."""


def severity(facts: Facts, columns: Ints) -> Severity:
    outdated = (_last(facts, columns) >= 0) & (assigned_rows(facts, columns) < 0)
    return np.where(outdated, WATCH, NONE).astype(np.int8)


def _last(facts: Facts, columns: Ints) -> Grid:
    """History row of the latest assignment; -1 without."""
    return latest_row(facts.shape, facts.history.of("TierAssigned"), facts.reviews)[:, columns]


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    rows = _last(facts, np.array([facts.reviews.asked]))[:, 0]
    days, positions = facts.reviews.local_days(facts.history.at), facts.evidence_rows()
    today, months = int(facts.reviews.days[facts.reviews.asked]), facts.policy.tier.assigned_months
    tiers = facts.history.events["tier"]
    found = []
    for c in customers.tolist():
        row = int(rows[c])
        assigned = from_day_number(int(days[row]))
        found.append(
            Firing(
                value=today - int(days[row]),
                threshold=months,
                unit="days against months",
                since=min(day_number(first_day_beyond(assigned, months)), today),
                parts={"tier": tiers[row], "assigned_on": str(assigned), "months": months},
                words=OLD,
                evidence=[int(positions[row])],
            )
        )
    return found


def first_day_beyond(day: date, months: int) -> date:
    """The first day whose end has nothing of `day` in its last `months` months."""
    later = day + timedelta(days=28 * months)
    while day_months_before(later, months, keep_month_end=True) < day:
        later += timedelta(days=1)
    return later


SIGNAL = Signal(
    name="tier_outdated",
    group="data",
    cause="data",
    limits=Limits,
    severity=severity,
    explain=explain,
    counted=False,
)
