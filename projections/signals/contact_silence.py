"""contact_silence: nobody was in contact for several times the rhythm."""

import numpy as np
from numpy.typing import NDArray

from projections.calendar import from_day_number
from projections.contacts import CONTACT
from projections.facts import Facts
from projections.quantities import latest_row
from projections.signals import order_overdue
from projections.signals.definition import ALERT, CRISIS, NONE, WATCH, Firing, Severity, Signal
from projections.tier import assigned_rows
from projections.windows import Grid, Ints


def severity(facts: Facts, columns: Ints) -> Severity:
    policy = facts.policy.signals.contact_silence
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
    policy, events = facts.policy.signals.contact_silence, len(facts.history.events)
    assigned = facts.history.of("TierAssigned")
    by_tier = np.full(events + 1, policy.rhythm_days["none"])
    for tier, days in policy.rhythm_days.items():
        by_tier[assigned.row[assigned.equal("tier", tier)]] = days
    said = facts.history.of("ContactRhythmAgreed")
    said = said.where(said.equal("kind", "contact"))
    agreed = latest_row(facts.shape, said, facts.reviews)[:, columns]
    every = np.zeros(events + 1, dtype=np.int64)
    every[said.row] = said.numbers("every_days")
    rhythm: NDArray[np.int64] = np.where(agreed >= 0, every[agreed], by_tier[assigned_rows(facts, columns)])
    return rhythm


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    asked, policy = np.array([facts.reviews.asked]), facts.policy.signals.contact_silence
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
                reason=f"No contact for {days} days, since {on}; the rhythm is one every {every} days.",
                evidence=[int(positions[last[c, 0]])],
                evidence_count=1,
                absences=[f"no contact since {on}; the rhythm expects {every} days"],
            )
        )
    return found


CONTACT_SILENCE = Signal(name="contact_silence", group="contact", cause="own", severity=severity, explain=explain)
