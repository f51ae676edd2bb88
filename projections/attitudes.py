"""The attitude mean (section 3): where the people of a customer stand towards us, weighted by influence."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.facts import Facts
from projections.people_limits import PeopleLimits
from projections.persons import at_columns, persons_of
from projections.windows import Grid, Ints, latest

OBSERVED, ADDED, LEFT = "AttitudeObserved", "ContactAdded", "ContactLeft"
ATTITUDES = {"supporter": 1, "neutral": 0, "opponent": -1}

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Attitudes:
    """mean: customers x columns from -1 to 1, nan where unknown. Persons x columns: row (history) of the observation
    that counts, -1 without.
    """

    mean: Floats
    customer: Ints
    observed: Grid
    position: Ints

    def positions(self, customer: int) -> list[int]:
        """The observations that count for this customer at the last column."""
        begin, end = np.searchsorted(self.customer, [customer, customer + 1])
        rows = self.observed[begin:end, -1]
        found: list[int] = self.position[rows[rows >= 0]].tolist()
        return found


def attitudes(facts: Facts, columns: Ints) -> Attitudes:
    """Of the contacts present. Unobserved ones count as 0; known from two observed on, or half of the influence."""
    limits = facts.policy.scores.of(PeopleLimits)
    shape, position = (len(facts.history.codes), len(columns)), facts.evidence_rows()
    observed = facts.history.of(OBSERVED)
    if not len(observed):
        nobody = np.zeros((0, len(columns)), dtype=np.int64)
        return Attitudes(mean=np.full(shape, np.nan), customer=observed.c, observed=nobody, position=position)
    rows = facts.history.of(ADDED, LEFT, OBSERVED)
    persons = persons_of(facts, rows)
    start = at_columns(columns, facts.reviews.seen_from(rows.at))

    def last(kind: str) -> Grid:
        of_kind = rows.equal("type", kind)
        return latest((len(persons), len(columns)), persons.of_row[of_kind], start[of_kind], rows.row[of_kind])

    present = last(ADDED) > last(LEFT)
    seen = last(OBSERVED)
    recent = facts.history.at[seen] > facts.reviews.window(limits.attitude_months)[columns][None, :]
    seen = np.where(present & (seen >= 0) & recent, seen, -1)
    stands = np.zeros(len(facts.history.events) + 1, dtype=np.int64)
    for attitude, value in ATTITUDES.items():
        stands[observed.row[observed.equal("attitude", attitude)]] = value
    weight = np.where(present, persons.influence(facts, columns), 0)

    def per_customer(of_person: Grid) -> Grid:
        total = np.zeros(shape, dtype=np.int64)
        np.add.at(total, persons.customer, of_person)
        return total

    all_weight, known_weight = per_customer(weight), per_customer(np.where(seen >= 0, weight, 0))
    enough = known_weight >= limits.attitude_influence * all_weight
    known = (all_weight > 0) & ((per_customer((seen >= 0) * 1) >= limits.attitude_observed) | enough)
    mean = np.round(per_customer(weight * stands[seen]) / np.where(known, all_weight, 1), 9)
    return Attitudes(mean=np.where(known, mean, np.nan), customer=persons.customer, observed=seen, position=position)
