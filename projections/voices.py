"""What several people at a customer say, as one figure: the latest word of each, weighted by influence."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ledger.catalogue.fields import DECIMALS
from projections.facts import Facts
from projections.persons import ONE, at_columns, persons_of
from projections.rows import Rows
from projections.windows import Grid, Ints, latest

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Voices:
    """Persons x columns. place: in `rows`, of the latest word that still counts, -1 without; weight: its influence."""

    rows: Rows
    customer: Ints
    place: Grid
    weight: Grid
    customers: int

    def mean_score(self) -> Floats:
        """Customers x columns: the weighted mean of the column `score`, to 9 digits; nan where nobody said anything, or
        only people without influence. Integers are summed, so the order of rows never shows.
        """
        values = self.rows.decimals("score", DECIMALS)
        shape = (self.customers, self.place.shape[1])
        spoke = self.place >= 0
        weight = np.where(spoke, self.weight, 0)
        total, mass = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        if len(values):
            np.add.at(total, self.customer, weight * values[self.place])
            np.add.at(mass, self.customer, weight)
        known = mass > 0
        return np.where(known, np.round(total / np.where(known, mass, 1) / ONE, 9), np.nan)

    def positions(self, customer: int) -> list[int]:
        """The events that count for this customer at the last column."""
        begin, end = np.searchsorted(self.customer, [customer, customer + 1])
        places = self.place[begin:end, -1]
        found: list[int] = self.rows.position[places[places >= 0]].tolist()
        return found


def voices(facts: Facts, kind: str, months: int, columns: Ints) -> Voices:
    """The latest event of type `kind` of each contact, while it is not older than `months`, at the columns."""
    rows = facts.history.of(kind)
    customers = len(facts.history.codes)
    if not len(rows):
        nobody = np.zeros((0, len(columns)), dtype=np.int64)
        return Voices(rows=rows, customer=rows.c, place=nobody, weight=nobody, customers=customers)
    persons = persons_of(facts, rows)
    start = at_columns(columns, facts.reviews.seen_from(rows.at))
    place = latest((len(persons), len(columns)), persons.of_row, start, np.arange(len(rows)))
    recent = rows.at[place] > facts.reviews.window(months)[columns][None, :]
    return Voices(
        rows=rows,
        customer=persons.customer,
        place=np.where((place >= 0) & recent, place, -1),
        weight=persons.influence(facts, columns),
        customers=customers,
    )
