"""Which advice was done: the latest event of a kind, and states of things such as whom somebody met."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.advice.deed import Condition, Deed
from projections.contacts import MET
from projections.facts import Facts
from projections.listed import each
from projections.people import read_people
from projections.rows import Rows
from projections.windows import Ints

Flags = NDArray[np.bool_]
ROLES = {"decider_met": "decider", "coach_met": "coach"}


@dataclass(frozen=True, kw_only=True)
class Latest:
    """Per customer the local day and the position of the latest event of a kind; -1 without."""

    day: list[int]
    position: list[int]


def latest_of(facts: Facts, deed: Deed) -> Latest:
    rows = _rows(facts, deed)
    if not len(rows):
        nothing = [-1] * facts.shape[0]
        return Latest(day=nothing, position=nothing)
    numbers = np.arange(facts.shape[0])
    place = np.searchsorted(rows.c, numbers, side="right") - 1
    there = (place >= 0) & (rows.c[place] == numbers)
    days = facts.reviews.local_days(rows.at)
    return Latest(
        day=np.where(there, days[place], -1).tolist(), position=np.where(there, rows.position[place], -1).tolist()
    )


def _rows(facts: Facts, deed: Deed) -> Rows:
    rows = facts.history.of(deed.type)
    if deed.field is None or not len(rows):
        return rows
    if deed.value is None:
        return rows.where(rows.known(deed.field))
    value = {"true": True, "false": False}.get(deed.value, deed.value)
    return rows.where(rows.equal(deed.field, value))


def holds(facts: Facts, condition: Condition, within: int) -> Flags:
    """Per customer, at the asked-for date; within: met in so many days."""
    if condition.name == "departments_met":
        enough: Flags = facts.quantities.departments[:, facts.reviews.asked] >= condition.least
        return enough
    people, moments = facts.once(read_people), facts.reviews.moments[[facts.reviews.asked]]
    found = np.zeros(facts.shape[0], dtype=np.bool_)
    if not len(people):
        return found
    met = facts.once(last_met_days) > facts.reviews.days[facts.reviews.asked] - within
    present = people.present(moments)[:, 0]
    if condition.name in ROLES:
        found[people.customer[met & present & people.has_role(ROLES[condition.name], moments)[:, 0]]] = True
        return found
    influence = (people.influence(moments)[:, 0] * present)[:, None]
    total, reached = people.by_customer(influence)[:, 0], people.by_customer(influence * met[:, None])[:, 0]
    return (total > 0) & (np.round(reached / np.maximum(total, 1), 9) >= condition.least)


def last_met_days(facts: Facts) -> Ints:
    """Per person the local day of the latest meeting; -1 without."""
    people, met = facts.once(read_people), facts.history.of(*MET)
    found = np.full(len(people), -1)
    place, ids = each(met, "contact_ids")
    person = people.numbers(met.c[place], ids)
    known = person >= 0
    np.maximum.at(found, person[known], facts.reviews.local_days(met.at)[place[known]])
    return found
