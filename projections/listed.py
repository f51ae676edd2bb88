"""Columns of lists: one row per thing that an event names."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from projections.rows import Rows
from projections.windows import Ints

Texts = Sequence[str] | pl.Series


def each(rows: Rows, name: str) -> tuple[Ints, Texts]:
    """Per item of the lists in a column the place of its row, ascending, and the item; few as a list, many as a
    column.
    """
    if rows.few:
        return each_of(rows.values(name))
    items = pl.DataFrame({"place": np.arange(len(rows)), "item": rows.column(name)})
    items = items.explode("item", empty_as_null=False).drop_nulls()
    return items["place"].to_numpy().astype(np.int64), items["item"]


def each_of(lists: Sequence[Sequence[str | None] | None]) -> tuple[Ints, list[str]]:
    """The same of lists at hand."""
    items = [(place, item) for place, said in enumerate(lists) for item in said or () if item is not None]
    return np.array([place for place, _ in items], dtype=np.int64), [item for _, item in items]
