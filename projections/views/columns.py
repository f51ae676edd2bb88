"""What a table of the views is: its grain, its key and its columns, each documented where it is defined."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any

TEXT, INTEGER, REAL = "TEXT", "INTEGER", "REAL"

ViewRow = tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column. meaning: a phrase. unit: of a figure. null: what NULL means; None where it never is."""

    name: str
    type: str
    meaning: str
    unit: str | None = None
    null: str | None = None


@dataclass(frozen=True, kw_only=True)
class Table:
    """grain: what one row is. key: the columns that name a row. whose: the column with the customer's code, None for a
    table about the whole book. types: the events that its rows are made of, besides registrations and what is said of
    events; None where all may be.
    """

    name: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    whose: str | None = "customer"
    types: frozenset[str] | None = None

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def row(self, values: dict[str, object]) -> ViewRow:
        """Values in the order of the columns; a column without a value, or a value without a column, is a fault."""
        if len(values) != len(self.columns):
            raise KeyError(f"{self.name}: {sorted(set(values) ^ set(self.names))}")
        return self._in_order(values)

    @cached_property
    def _in_order(self) -> Callable[[dict[str, object]], ViewRow]:
        values_of = itemgetter(*self.names)
        return values_of if len(self.names) > 1 else lambda values: (values_of(values),)

    def some(self, names: Sequence[str], rows: Iterable[ViewRow]) -> list[ViewRow]:
        """Some columns of rows."""
        places = [self.names.index(name) for name in names]
        return [tuple(row[place] for place in places) for row in rows]

    def key_of(self, row: ViewRow) -> ViewRow:
        return tuple(row[place] for place in self._key_places)

    @cached_property
    def _key_places(self) -> tuple[int, ...]:
        return tuple(self.names.index(name) for name in self.key)
