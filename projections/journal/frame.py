"""Columns of a journal that are read when somebody asks for them."""

from collections.abc import Callable, Collection

import polars as pl

from projections.journal.columns import JOURNAL_SCHEMA
from projections.journal.few import FewColumns
from projections.windows import Ints

Read = Callable[[Collection[str]], pl.DataFrame]


class JournalColumns:
    """All of JOURNAL_SCHEMA, one row per event, in any order."""

    def __init__(self, size: int, read: Read, asked: set[str]) -> None:
        """read: gives some columns. asked: names read at once, all where it is empty; what is asked for is added to it,
        so that who reads many alike reads each in one go: a column read alone costs as much as a dozen together.
        """
        self._size, self._read, self._asked = size, read, asked
        self._kept: dict[str, pl.Series] = {}

    def __len__(self) -> int:
        return self._size

    @property
    def columns(self) -> list[str]:
        return list(JOURNAL_SCHEMA)

    def get_column(self, name: str) -> pl.Series:
        if name not in self._kept:
            self._keep({name, *(self._asked or JOURNAL_SCHEMA)} - self._kept.keys())
        self._asked.add(name)
        return self._kept[name]

    def __getitem__(self, places: Ints) -> "JournalColumns":
        """Some rows."""
        return JournalColumns(len(places), lambda names: self.frame(names)[places], self._asked)

    def frame(self, names: Collection[str] = tuple(JOURNAL_SCHEMA)) -> pl.DataFrame:
        """Some columns at once."""
        self._keep({*names} - self._kept.keys())
        return pl.DataFrame({name: self._kept[name] for name in names})

    def _keep(self, names: Collection[str]) -> None:
        if names:
            self._kept.update((column.name, column) for column in self._read(names))


Journal = pl.DataFrame | JournalColumns | FewColumns
