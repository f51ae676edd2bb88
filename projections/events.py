"""The events of some customers in order of time: a column is put in that order when somebody looks at it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from projections.journal import PAYLOAD_COLUMNS, FewColumns, Journal, column
from projections.journal.looking import listed
from projections.windows import Ints

FEW = 12_000  # events whose columns are worth reading once as Python values: a gather costs as much as 400 of them


@dataclass(frozen=True, kw_only=True)
class Events:
    """place: where each event stands in the journal frame. said: where its payload stands, which is elsewhere for a
    corrected one. own: integer columns that are not the journal's, or no longer.
    """

    journal: Journal
    place: Ints
    said: Ints
    own: dict[str, Ints]
    kept: dict[str, pl.Series] = field(default_factory=dict)
    arrays: dict[str, Ints] = field(default_factory=dict)
    lists: dict[str, Sequence[Any]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.place)

    @property
    def few(self) -> bool:
        """Whether the journal holds Python values, so that a column would have to be made of them."""
        return isinstance(self.journal, FewColumns)

    def __getitem__(self, name: str) -> pl.Series:
        return self.get_column(name)

    def get_column(self, name: str) -> pl.Series:
        """A column of all events."""
        if name not in self.kept:
            self.kept[name] = pl.Series(name, self.own[name]) if name in self.own else self._of_journal(name)
        return self.kept[name]

    def taken(self, name: str, rows: Ints) -> pl.Series:
        """A column of some events."""
        if name in self.own or name in self.kept:
            return _taken(self.get_column(name), rows)
        return self._of_journal(name, rows)

    def array(self, name: str) -> Ints:
        """An integer column without nulls of all events: those of the log and our own are asked for by everybody."""
        if name in self.own:
            return self.own[name]
        if name not in self.arrays:
            self.arrays[name] = self.get_column(name).to_numpy()
        return self.arrays[name]

    def numbers(self, name: str, rows: Ints) -> Ints:
        """The same of some events; an array is taken from faster."""
        if name not in self.own and name != "position":
            return np.array(self.values(name, rows), dtype=np.int64)
        found: Ints = self.array(name)[rows]
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
            return list(self.own[name].tolist())
        return listed(self.journal, name, self._places(name))

    def _of_journal(self, name: str, rows: Ints | None = None) -> pl.Series:
        """A column of all events, or of some."""
        places = self._places(name) if rows is None else self._places(name)[rows]
        if isinstance(self.journal, FewColumns):
            return self.journal.taken(name, places)
        return _taken(column(self.journal, name), places)

    def _places(self, name: str) -> Ints:
        return self.said if name in PAYLOAD_COLUMNS else self.place


def _taken(values: pl.Series, places: Ints) -> pl.Series:
    return values[places] if len(places) else values.clear()
