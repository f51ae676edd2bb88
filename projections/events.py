"""The events of some customers in order of time: a column is put in that order when somebody looks at it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from projections.journal import PAYLOAD_COLUMNS, Journal, column
from projections.windows import Ints

FEW = 4_096  # events whose columns are worth reading once as Python values: a gather costs as much as 400 of them


@dataclass(frozen=True, kw_only=True)
class Events:
    """place: where each event stands in the journal frame. said: where its payload stands, which is elsewhere for a
    corrected one. own: columns that are not the journal's, or no longer.
    """

    journal: Journal
    place: Ints
    said: Ints
    own: dict[str, pl.Series]
    kept: dict[str, pl.Series] = field(default_factory=dict)
    arrays: dict[str, Ints] = field(default_factory=dict)
    lists: dict[str, Sequence[Any]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.place)

    def __getitem__(self, name: str) -> pl.Series:
        return self.get_column(name)

    def get_column(self, name: str) -> pl.Series:
        """A column of all events."""
        if name in self.own:
            return self.own[name]
        if name not in self.kept:
            self.kept[name] = _taken(column(self.journal, name), self._places(name))
        return self.kept[name]

    def taken(self, name: str, rows: Ints) -> pl.Series:
        """A column of some events."""
        if name in self.own:
            return _taken(self.own[name], rows)
        if name in self.kept:
            return _taken(self.kept[name], rows)
        return _taken(column(self.journal, name), self._places(name)[rows])

    def numbers(self, name: str, rows: Ints) -> Ints:
        """The same of an integer column without nulls, as an array; those of the log and our own are asked for by
        everybody, and an array is taken from faster.
        """
        if name not in self.own and name != "position":
            return np.array(self.values(name, rows), dtype=np.int64)
        if name not in self.arrays:
            self.arrays[name] = self.get_column(name).to_numpy()
        found: Ints = self.arrays[name][rows]
        return found

    def values(self, name: str, rows: Ints) -> list[Any]:
        """A column of some events as Python values."""
        if len(self) > FEW:
            return self.taken(name, rows).to_list()
        if name not in self.lists:
            self.lists[name] = self._listed(name)
        values = self.lists[name]
        return [values[row] for row in rows.tolist()]

    def _listed(self, name: str) -> Sequence[Any]:
        if name in self.own:
            return self.own[name].to_list()
        if name not in self.journal.columns:
            return [None] * len(self)
        values = self.journal.get_column(name).to_list()
        return [values[place] for place in self._places(name).tolist()]

    def _places(self, name: str) -> Ints:
        return self.said if name in PAYLOAD_COLUMNS else self.place


def _taken(values: pl.Series, places: Ints) -> pl.Series:
    return values[places] if len(places) else values.clear()
