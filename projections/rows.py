"""Some rows of a history as arrays: what quantities, signals and evidence start from.

Whole books and single customers take the same way through here. An array costs a microsecond to look at where a frame
costs fifty, and that is what a live update of one customer is made of.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from projections.calendar import day_number
from projections.decimal_text import scaled, scaled_few
from projections.events import Events
from projections.windows import Ints

NEVER = np.iinfo(np.int64).max
FEW = 500  # rows that are faster as Python values than as a column


@dataclass(frozen=True)
class Rows:
    """Rows of `events` (of a history), in its order; row: their places there, ascending."""

    events: Events
    row: Ints

    def __len__(self) -> int:
        return len(self.row)

    @cached_property
    def few(self) -> bool:
        """Whether columns are read faster as Python values: there are few of them, or they are such anyhow."""
        return len(self) < FEW or self.events.few

    @cached_property
    def c(self) -> Ints:
        """The customers' numbers."""
        return self.numbers("c")

    @cached_property
    def at(self) -> Ints:
        """Microseconds since 1970 UTC at which the events occurred."""
        return self.numbers("occurred_at")

    @cached_property
    def position(self) -> Ints:
        return self.numbers("position")

    def numbers(self, name: str) -> Ints:
        """An integer column without nulls."""
        return self.events.numbers(name, self.row)

    def days(self, name: str) -> Ints:
        """A column of dates as day numbers since 1970; NEVER where none is said."""
        if self.few:
            days = [NEVER if text is None else day_number(date.fromisoformat(text)) for text in self.texts(name)]
            return np.array(days, dtype=np.int64)
        said = self.column(name)
        if said.null_count() == len(said):
            return np.full(len(said), NEVER)
        found: Ints = said.str.to_date("%Y-%m-%d").cast(pl.Int32).cast(pl.Int64).fill_null(NEVER).to_numpy()
        return found

    def column(self, name: str) -> pl.Series:
        """Any column."""
        return self.events.taken(name, self.row)

    def texts(self, name: str) -> Sequence[str | None]:
        """A text column as Python values; for few rows."""
        return self.events.values(name, self.row)

    def values(self, name: str) -> Sequence[Any]:
        """Any column as Python values; for few rows."""
        return self.events.values(name, self.row)

    def decimals(self, name: str, decimals: int) -> Ints:
        """A column of decimal text as integers of the last of so many decimals; 0 where nothing is said."""
        if self.few:
            return scaled_few(self.texts(name), decimals)
        return scaled(self.column(name).fill_null("0"), decimals)

    def dense(self, name: str) -> Ints:
        """A text column as numbers in the order of its values, from 1; 0 where nothing is said."""
        return dense(self.texts(name)) if self.few else dense_many(self.column(name))

    def frame(self, *names: str) -> pl.DataFrame:
        """Some columns."""
        return pl.DataFrame({name: self.column(name) for name in names})

    def equal(self, name: str, value: str | bool) -> NDArray[np.bool_]:
        """Which rows have this value; null is no value."""
        if self.few:
            return np.array([said == value for said in self.values(name)], dtype=np.bool_)
        return flags(self.column(name) == value)

    def one_of(self, name: str, values: Sequence[str]) -> NDArray[np.bool_]:
        """Which rows have one of these values; null is none of them."""
        if self.few:
            return np.array([said in values for said in self.texts(name)], dtype=np.bool_)
        return any_of(self.column(name), values)

    def known(self, name: str) -> NDArray[np.bool_]:
        """Which rows say something in this column."""
        if self.few:
            return np.array([said is not None for said in self.values(name)], dtype=np.bool_)
        return flags(self.column(name).is_not_null())

    def places(self, customers: Ints) -> list[Ints]:
        """The places among these rows of each of these customers' own, ascending."""
        bounds = np.searchsorted(self.c, [customers, customers + 1]).tolist()
        return [np.arange(begin, end) for begin, end in zip(*bounds, strict=True)]

    def at_places(self, places: Ints) -> "Rows":
        """The rows at these places among these rows."""
        return Rows(self.events, self.row[places])

    def where(self, kept: NDArray[np.bool_]) -> "Rows":
        return Rows(self.events, self.row[kept])


def any_of(texts: pl.Series, values: Sequence[str]) -> NDArray[np.bool_]:
    """Which of `texts` are one of `values`; null is none of them."""
    found = np.zeros(len(texts), dtype=np.bool_)
    for value in values:
        found |= flags(texts == value)
    return found


def flags(truth: pl.Series) -> NDArray[np.bool_]:
    """A column of booleans as an array; unknown is false."""
    if truth.null_count():
        truth = truth.fill_null(False)
    found: NDArray[np.bool_] = truth.to_numpy()
    return found


def dense(texts: Sequence[str | None]) -> Ints:
    """Numbers in the order of the texts, from 1; 0 for none."""
    distinct = sorted({text for text in texts if text is not None})
    number: dict[str | None, int] = {text: place for place, text in enumerate(distinct, start=1)}
    number[None] = 0
    return np.array([number[text] for text in texts], dtype=np.int64)


def dense_many(texts: pl.Series) -> Ints:
    """The same of many."""
    found: Ints = texts.rank("dense").fill_null(0).to_numpy().astype(np.int64)
    return found


def dense_of(parts: Sequence[Sequence[str | None] | pl.Series]) -> Ints:
    """The same of several parts, one after the other."""
    if sum(map(len, parts)) < FEW:
        return dense([text for part in parts for text in part])
    return dense_many(pl.concat([pl.Series(part, dtype=pl.String) for part in parts]))


def first_closing(opened: Rows, closed: Rows, name: str) -> Ints:
    """Per opened row the moment at which something of the same customer and id was closed first; NEVER without.

    name: the column that holds the id.
    """
    if not len(opened) or not len(closed):
        return np.full(len(opened), NEVER)
    return (_looked_up if opened.few and closed.few else _joined)(opened, closed, name)


def _looked_up(opened: Rows, closed: Rows, name: str) -> Ints:
    first = dict[tuple[int, str | None], int]()
    for key, at in zip(zip(closed.c.tolist(), closed.texts(name), strict=True), closed.at.tolist(), strict=True):
        first[key] = min(at, first.get(key, NEVER))
    keys = zip(opened.c.tolist(), opened.texts(name), strict=True)
    return np.array([NEVER if key[1] is None else first.get(key, NEVER) for key in keys], dtype=np.int64)


def _joined(opened: Rows, closed: Rows, name: str) -> Ints:
    closings = pl.DataFrame({"c": closed.c, "id": closed.column(name), "at": closed.at}).drop_nulls("id")
    first = closings.group_by("c", "id").agg(pl.col("at").min())
    wanted = pl.DataFrame({"c": opened.c, "id": opened.column(name)})
    found: Ints = (
        wanted.join(first, on=["c", "id"], how="left", maintain_order="left")
        .get_column("at")
        .fill_null(NEVER)
        .to_numpy()
    )
    return found


def followed_at(rows: Rows, kind: Ints) -> Ints:
    """Per row the moment of the customer's next one of the same kind (a number); NEVER without."""
    order = np.lexsort((rows.row, kind, rows.c))
    c, kind, at = rows.c[order], kind[order], rows.at[order]
    moment = np.full(len(order), NEVER)
    if len(order):
        same = (c[1:] == c[:-1]) & (kind[1:] == kind[:-1])
        moment[order[:-1]] = np.where(same, at[1:], NEVER)
    return moment
