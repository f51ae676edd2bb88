"""Columns of a journal that are read when somebody looks at them."""

from collections.abc import Collection

import numpy as np
import polars as pl

from projections.journal import JOURNAL_SCHEMA, JournalColumns

WHOLE = pl.DataFrame(schema=JOURNAL_SCHEMA)


def test_the_first_look_reads_all_columns_at_once_and_the_next_journal_reads_those_that_were_looked_at() -> None:
    reads: list[set[str]] = []

    def read(names: Collection[str]) -> pl.DataFrame:
        reads.append(set(names))
        return WHOLE.select(*names)

    asked: set[str] = set()
    first = JournalColumns(0, read, asked)
    for name in ("type", "position", "type"):
        first.get_column(name)
    assert (reads, asked) == ([set(JOURNAL_SCHEMA)], {"type", "position"})
    second = JournalColumns(0, read, asked)
    for name in ("position", "type", "customer"):
        second.get_column(name)
    assert reads[1:] == [{"type", "position"}, {"customer"}]
    assert second[np.zeros(0, dtype=np.int64)].get_column("customer").to_list() == []
    assert len(reads) == 3
