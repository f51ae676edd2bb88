"""our_contact_left: another of ours answers for the customer, and has not met the people that count."""

import numpy as np
from pydantic import model_validator

from projections.calendar import from_day_number
from projections.contacts import MET
from projections.facts import Facts
from projections.figures import ratio
from projections.listed import each
from projections.merging import FILE
from projections.people import People, read_people
from projections.quantities import latest_row
from projections.rows import Rows
from projections.section import Days, Part, Section, said
from projections.signals.definition import ALERT, NONE, WATCH, Firing, Severity, Signal
from projections.windows import Grid, Ints, latest
from projections.words import Words

CHANGED = Words(
    en="{owner} took over from {owner_before} on {changed_on:date}, {age_days:day|days} ago, and people with "
    "{met_share:percent} of the influence there were met since.",
    zh="{changed_on:date} 由 {owner} 接替 {owner_before}，已过 {age_days} 天；"
    "此后会面的人占对方影响力的 {met_share:percent}。",
)
ABSENT = Words(
    en="contacts with half of the influence not met since {changed_on:date}",
    zh="自 {changed_on:date} 起未与占一半影响力的联系人会面",
)


class Limits(Section):
    """How soon the new owner must have met the people that count."""

    influence_met: Part = said(0.5, "until contacts with this part of the influence are met since")
    alert_days: Days = said(30, "")
    days: Days = said(365, "for so many days at most")

    @model_validator(mode="after")
    def severities_rise(self) -> "Limits":
        if not self.alert_days <= self.days:
            raise ValueError("alert_days <= days must hold")
        return self


def severity(facts: Facts, columns: Ints) -> Severity:
    changes = facts.once(_changes)
    if not len(changes):
        return np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    limits, changed = facts.policy.signals.of(Limits), _changed_days(facts, columns)
    met, total = influence_met(facts, columns)
    age = facts.reviews.days[columns][None, :] - changed
    enough = np.round(met / np.maximum(total, 1), 9) >= limits.influence_met
    open_still = (changed >= 0) & (age < limits.days) & (total > 0) & ~enough
    return np.select([~open_still, age >= limits.alert_days], [NONE, ALERT], WATCH).astype(np.int8)


def _changes(facts: Facts) -> Rows:
    """The events that name another owner than the one before."""
    said = facts.history.of(*FILE)
    said = said.where(said.known("owner"))
    owners = said.dense("owner")
    other = np.concatenate([[False], (np.diff(said.c) == 0) & (np.diff(owners) != 0)])
    return said.where(other[: len(said)])


def _change_rows(facts: Facts, columns: Ints) -> Grid:
    """History row of the latest change; -1 without."""
    return latest_row(facts.shape, facts.once(_changes), facts.reviews)[:, columns]


def _changed_days(facts: Facts, columns: Ints) -> Grid:
    """Local day of the latest change; -1 without."""
    rows = _change_rows(facts, columns)
    return np.where(rows >= 0, facts.reviews.local_days(facts.history.at)[rows], -1)


def influence_met(facts: Facts, columns: Ints) -> tuple[Grid, Grid]:
    """Influence of the contacts there that were met since the latest change, and of all there; customers x columns."""
    people, moments = facts.once(read_people), facts.reviews.moments[columns]
    last = _last_met(facts, people, moments)
    met_on = np.where(last >= 0, facts.reviews.local_days(facts.history.at)[last], -1)
    influence = people.influence(moments) * people.present(moments)
    met = met_on >= np.maximum(_changed_days(facts, columns)[people.customer], 0)
    return people.by_customer(influence * met), people.by_customer(influence)


def _last_met(facts: Facts, people: People, moments: Ints) -> Grid:
    """Per person and moment the history row of the latest meeting, where an owner changed; -1 without."""
    met = facts.history.of(*MET)
    met = met.where(np.isin(met.c, facts.once(_changes).c))
    place, ids = each(met, "contact_ids")
    person, row = people.numbers(met.c[place], ids), met.row[place]
    known = person >= 0
    start = np.searchsorted(moments, facts.history.at[row[known]], side="left")
    return latest((len(people), len(moments)), person[known], start, row[known])


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    limits, asked = facts.policy.signals.of(Limits), np.array([facts.reviews.asked])
    rows, days = _change_rows(facts, asked)[:, 0], _changed_days(facts, asked)[:, 0]
    met, total = (grid[:, 0] for grid in influence_met(facts, asked))
    owned = facts.history.of(*FILE)
    owned = owned.where(owned.known("owner"))
    positions, today = facts.evidence_rows(), int(facts.reviews.days[facts.reviews.asked])
    thresholds = {WATCH: 0, ALERT: limits.alert_days}
    found = []
    for c, places, level in zip(customers.tolist(), owned.places(customers), levels.tolist(), strict=True):
        owners = owned.at_places(places[owned.row[places] <= rows[c]]).texts("owner")
        age = today - int(days[c])
        found.append(
            Firing(
                value=age,
                threshold=thresholds[level],
                unit="days",
                since=int(days[c]),
                parts={
                    "owner": owners[-1],
                    "owner_before": owners[-2],
                    "changed_on": str(from_day_number(int(days[c]))),
                    "age_days": age,
                    "met_share": ratio(int(met[c]) / int(total[c])),
                },
                words=CHANGED,
                evidence=[int(positions[rows[c]])],
                absences=[ABSENT],
            )
        )
    return found


SIGNAL = Signal(name="our_contact_left", group="people", cause="own", limits=Limits, severity=severity, explain=explain)
