"""Columns of a journal as they are looked at, in whatever form it is: few events as Python values, many as columns."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from projections.journal.decoding import column
from projections.journal.few import FewColumns
from projections.journal.frame import Journal
from projections.windows import Ints


def picked(journal: Journal, name: str, places: Ints) -> pl.Series:
    """A column at some places."""
    return journal.taken(name, places) if isinstance(journal, FewColumns) else column(journal, name)[places]


def listed(journal: Journal, name: str, places: Ints) -> list[Any]:
    """The same as Python values."""
    if isinstance(journal, FewColumns):
        values = journal.values(name)
        return [values[place] for place in places.tolist()]
    return picked(journal, name, places).to_list()


def numbers(journal: Journal, name: str) -> Ints:
    """An integer column of the log."""
    if isinstance(journal, FewColumns):
        return np.array(journal.values(name), dtype=np.int64)
    found: Ints = journal.get_column(name).to_numpy()
    return found


def unsaid(journal: Journal, name: str) -> NDArray[np.bool_]:
    """Which rows say nothing in a column."""
    if isinstance(journal, FewColumns):
        return np.array([value is None for value in journal.values(name)], dtype=np.bool_)
    found: NDArray[np.bool_] = column(journal, name).is_null().to_numpy()
    return found


def places_of(journal: Journal, name: str, values: set[str]) -> dict[str, int]:
    """Where these values of a text column stand, each at most once; those that do not are absent."""
    if isinstance(journal, FewColumns):
        return {value: place for place, value in enumerate(journal.values(name)) if value in values}
    whole = column(journal, name)
    places = np.flatnonzero(whole.is_in(list(values)).to_numpy())
    return dict(zip(whole[places].to_list(), places.tolist(), strict=True))
