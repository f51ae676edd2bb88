"""How long the longest contract in force still runs."""

import numpy as np
from numpy.typing import NDArray

from projections.contracts import Terms, read_terms
from projections.facts import Facts
from projections.rows import NEVER
from projections.windows import Ints

DAYS_A_MONTH = 365.25 / 12
Floats = NDArray[np.float64]


def days_left(facts: Facts, columns: Ints) -> Floats:
    """Days to its last day per customer and column, 0 on that day; nan where none is in force."""
    terms, found = facts.once(read_terms), np.full((facts.shape[0], len(columns)), -1)
    for place, column in enumerate(columns.tolist() if len(terms.rows) else []):
        there = _in_force(facts, terms, column)
        np.maximum.at(found[:, place], terms.rows.c[there], terms.ends[there] - facts.reviews.days[column])
    return np.where(found >= 0, found.astype(np.float64), np.nan)


def contracts_in_force(facts: Facts, customers: Ints, column: int) -> dict[int, list[int]]:
    """Per customer the positions of the events that say so."""
    terms = facts.once(read_terms)
    rows = terms.rows.at_places(_in_force(facts, terms, column))
    places = rows.places(customers)
    return {c: rows.position[own].tolist() for c, own in zip(customers.tolist(), places, strict=True)}


def _in_force(facts: Facts, terms: Terms, column: int) -> Ints:
    """Places of the terms that hold at the column: said, begun, not over, and nothing else said since."""
    moment, today = facts.reviews.moments[column], facts.reviews.days[column]
    begins = terms.rows.days("starts_on")
    begun = (begins == NEVER) | (begins <= today)
    return np.flatnonzero((terms.rows.at <= moment) & (terms.replaced_at > moment) & begun & (terms.ends >= today))
