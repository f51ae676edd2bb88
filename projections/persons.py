"""Persons whom some rows are about, and how much influence each has as a review sees it."""

from dataclasses import dataclass

import numpy as np

from ledger.catalogue.fields import DECIMALS
from projections.facts import Facts
from projections.people import SCALE, UNSAID, read_people
from projections.rows import Rows
from projections.satisfaction_limits import SatisfactionLimits
from projections.windows import Grid, Ints

ONE = 10**DECIMALS


@dataclass(frozen=True, kw_only=True)
class Persons:
    """Everybody whom some rows are about, ascending by customer. A row without a contact is about a person of its own
    per customer, whom nobody described.

    customer: per person its number. of_row: per row of those the persons were made from, the person. known: of each
    person the number among all people (people.py), -1 for whom nobody described.
    """

    customer: Ints
    of_row: Ints
    known: Ints

    def __len__(self) -> int:
        return len(self.customer)

    def influence(self, facts: Facts, columns: Ints) -> Grid:
        """Integers of the smallest unit (ONE is 1) per person and column: as last said by then."""
        unknown = round(facts.policy.signals.of(SatisfactionLimits).unknown_influence * ONE)
        return influence_of(facts, self.known, columns, unknown)


def persons_of(facts: Facts, rows: Rows) -> Persons:
    """Those whom `rows` (at least one) are about, by the column contact_id."""
    number = rows.dense("contact_id")
    many = int(number.max(initial=0)) + 1
    keys, first, of_row = np.unique(rows.c * many + number, return_index=True, return_inverse=True)
    one_each = rows.at_places(first)
    return Persons(
        customer=keys // many,
        of_row=of_row.astype(np.int64),
        known=facts.once(read_people).numbers(one_each.c, one_each.texts("contact_id")),
    )


def influence_of(facts: Facts, people: Ints, columns: Ints, unknown: int) -> Grid:
    """Of some people (their numbers, -1 for unknown ones) at the columns; `unknown` where nobody said it."""
    said = facts.once(read_people).said_influence(facts.reviews.moments[columns])
    nobody = np.full((1, len(columns)), UNSAID)
    found = np.concatenate([said, nobody])[people]
    return np.where(found == UNSAID, unknown, found // (SCALE // ONE))


def at_columns(columns: Ints, index: Ints) -> Ints:
    """Where among the asked `columns` (ascending) each column index stands, or the next one after it."""
    return np.searchsorted(columns, index, side="left")
