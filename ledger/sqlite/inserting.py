"""Putting rows into the table of events, a hundred a statement."""

import sqlite3
from collections.abc import Sequence
from itertools import chain

from ledger.sqlite import statements as sql


def insert_rows(cursor: sqlite3.Cursor, rows: Sequence[tuple[object, ...]]) -> None:
    """Insert rows in their order, inside the transaction of the cursor."""
    whole = len(rows) - len(rows) % sql.ROWS_AT_ONCE
    for start in range(0, whole, sql.ROWS_AT_ONCE):
        cursor.execute(sql.INSERT_ROWS, [*chain.from_iterable(rows[start : start + sql.ROWS_AT_ONCE])])
    cursor.executemany(sql.INSERT, rows[whole:])
