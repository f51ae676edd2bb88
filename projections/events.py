"""The events of some customers in order of time: a column is put in that order when somebody looks at it."""

from dataclasses import dataclass, field

import polars as pl

from projections.journal import PAYLOAD_COLUMNS, Journal, column
from projections.windows import Ints


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
            return self.taken(name, rows).to_numpy()
        if name not in self.arrays:
            self.arrays[name] = self.get_column(name).to_numpy()
        found: Ints = self.arrays[name][rows]
        return found

    def _places(self, name: str) -> Ints:
        return self.said if name in PAYLOAD_COLUMNS else self.place


def _taken(values: pl.Series, places: Ints) -> pl.Series:
    return values[places] if len(places) else values.clear()
