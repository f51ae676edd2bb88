"""The journal of a few events, such as those of one customer: a column is made when somebody asks for it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from typing import Any

import msgspec
import polars as pl

from projections.journal.columns import (
    FIELDS,
    JOURNAL_SCHEMA,
    MINOR,
    NAMED_TEXT,
    PAYLOAD_COLUMNS,
    LogRow,
)
from projections.windows import Ints

Said = Mapping[str, Any]
"""What one event says, as its JSON reads; of a correction, what replaces the data of the event it names."""

_PLACES = {"position": 0, "event_id": 1, "customer": 2, "type": 4, "occurred_at": 6, "recorded_at": 7}
_AMOUNTS = {name: of for of, name in MINOR.items()}


class Named(msgspec.Struct, gc=False):
    """The data of a record-keeping event: which event it names and, for a correction, what replaces it."""

    event_id: str
    occurred_at: str | None = None
    data: msgspec.Raw = msgspec.Raw(b"{}")


class FewColumns:
    """One row per event, in any order, with the columns of JOURNAL_SCHEMA.

    Reading JSON into Python objects and picking from lists takes microseconds, and making a frame of a hundred columns
    takes milliseconds, most of which nobody looks at.
    """

    def __init__(self, rows: Sequence[LogRow], said: Sequence[Said], named: Sequence[Named | None]) -> None:
        """rows, said, named: of each event; named is None but for record keeping."""
        self._rows, self._said, self._named = rows, said, named
        self._lists = dict[str, list[Any]]()
        self._kept = dict[str, pl.Series]()

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, places: Ints) -> "FewColumns":
        """Some rows."""
        kept = places.tolist()
        return FewColumns(
            [self._rows[place] for place in kept],
            [self._said[place] for place in kept],
            [self._named[place] for place in kept],
        )

    @cached_property
    def columns(self) -> Collection[str]:
        """The columns in which any row says something, and those of the log and of record keeping."""
        said = self._fields.keys()
        return [name for name in JOURNAL_SCHEMA if name not in PAYLOAD_COLUMNS or _AMOUNTS.get(name, name) in said]

    def get_column(self, name: str) -> pl.Series:
        if name not in self._kept:
            self._kept[name] = _series(name, self.values(name))
        return self._kept[name]

    def taken(self, name: str, places: Ints) -> pl.Series:
        """A column of some rows."""
        values = self.values(name)
        return _series(name, [values[place] for place in places.tolist()])

    def values(self, name: str) -> list[Any]:
        """A column as Python values."""
        if name not in self._lists:
            self._lists[name] = self._values(name)
        return self._lists[name]

    def frame(self) -> pl.DataFrame:
        """All columns in which any row says something."""
        return pl.DataFrame([self.get_column(name) for name in self.columns])

    def _values(self, name: str) -> list[Any]:
        if name in _PLACES:
            place = _PLACES[name]
            return [row[place] for row in self._rows]
        if name == "target":
            return [one and one.event_id for one in self._named]
        if name == "moved_to":
            return [one and one.occurred_at for one in self._named]
        if name in _AMOUNTS:
            return [None if text is None else int(text.replace(".", "")) for text in self.values(_AMOUNTS[name])]
        found = self._fields.get(name) or [None] * len(self)
        return _READ[name](found) if name in _READ else found

    @cached_property
    def _fields(self) -> dict[str, list[Any]]:
        """What is said, by field."""
        found: dict[str, list[Any]] = {}
        for place, said in enumerate(self._said):
            for name, value in said.items():
                if name not in found:
                    found[name] = [None] * len(self)
                found[name][place] = value
        return found


def _series(name: str, values: Sequence[Any]) -> pl.Series:
    return pl.Series(name, values, dtype=JOURNAL_SCHEMA[name])


def _texts(values: list[Any]) -> list[str | None]:
    """Of a field that may be other than text: as its JSON reads."""
    return [
        value if value is None or isinstance(value, str) else msgspec.json.encode(value).decode() for value in values
    ]


def _pairs(values: list[Any]) -> list[Any]:
    """Of a field that is an object with names of its own."""
    return [one and [{"name": name, "text": text} for name, text in one.items()] for one in values]


def _objects(inner: Mapping[str, object]) -> Callable[[list[Any]], list[Any]]:
    """Of a field that is a list of objects: each with all names, as a frame holds it."""
    return lambda values: [
        None if many is None else [{name: one.get(name) for name in inner} for one in many] for many in values
    ]


def _read(name: str) -> Callable[[list[Any]], list[Any]] | None:
    """How the values of a field are made what a frame would give; None where they are that already."""
    field = FIELDS[name]
    if field.dtype == pl.String() and field.reads is not str:
        return _texts
    if field.dtype == pl.List(NAMED_TEXT):
        return _pairs
    if isinstance(field.dtype, pl.List) and isinstance(field.dtype.inner, pl.Struct):
        return _objects(field.dtype.inner.to_schema())
    return None


_READ = {name: read for name in FIELDS if (read := _read(name)) is not None}
