"""Persons at the customers: whom an event is about, and how much influence each has as a review sees it."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ledger.catalogue.fields import DECIMALS
from projections.contacts import DESCRIBED
from projections.decimal_text import scaled
from projections.facts import Facts
from projections.rows import Rows
from projections.satisfaction_limits import SatisfactionLimits
from projections.windows import Grid, Ints, latest

ONE = 10**DECIMALS


@dataclass(frozen=True, kw_only=True)
class Persons:
    """Everybody whom some rows are about, ascending by customer. A row without a contact is about a person of its own
    per customer, whom nobody described.

    customer: per person its number. of_row: per row of those the persons were made from, the person.
    """

    customer: Ints
    of_row: Ints
    _keys: Ints
    _described: Rows
    _described_keys: Ints

    def __len__(self) -> int:
        return len(self.customer)

    def influence(self, facts: Facts, columns: Ints) -> Grid:
        """Integers of the smallest unit (ONE is 1) per person and column: as last said by then."""
        told = np.flatnonzero(self._described.known("influence") & self._known)
        said = scaled(self._described.column("influence").fill_null("0"), DECIMALS)
        start = at_columns(columns, facts.reviews.seen_from(self._described.at[told]))
        last = latest((len(self), len(columns)), self._described_persons[told], start, told)
        unknown = round(facts.policy.signals.of(SatisfactionLimits).unknown_influence * ONE)
        return np.where(last >= 0, said[last] if len(said) else 0, unknown)

    @property
    def _described_persons(self) -> Ints:
        places: Ints = np.minimum(np.searchsorted(self._keys, self._described_keys), len(self._keys) - 1)
        return places

    @property
    def _known(self) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = self._keys[self._described_persons] == self._described_keys
        return found


def persons_of(facts: Facts, rows: Rows) -> Persons:
    """Those whom `rows` (at least one) are about, by the column contact_id."""
    described = facts.history.of(*DESCRIBED)
    ids = pl.concat([rows.column("contact_id"), described.column("contact_id")]).rank("dense").fill_null(0)
    number = ids.to_numpy().astype(np.int64)
    many = int(number.max(initial=0)) + 1
    keys, of_row = np.unique(rows.c * many + number[: len(rows)], return_inverse=True)
    return Persons(
        customer=keys // many,
        of_row=of_row.astype(np.int64),
        _keys=keys,
        _described=described,
        _described_keys=described.c * many + number[len(rows) :],
    )


def at_columns(columns: Ints, index: Ints) -> Ints:
    """Where among the asked `columns` (ascending) each column index stands, or the next one after it."""
    return np.searchsorted(columns, index, side="left")
