"""Connections and transactions to one views.db."""

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from eventsourcing.sqlite import SQLiteConnection, SQLiteConnectionPool, SQLiteCursor

from ledger.sqlite.datastore import LedgerDatastore
from projections.views.columns import Table, ViewRow
from projections.views.reading import ViewsReading
from projections.views.sqlite import schema
from projections.views.writing import ViewsWriting

BUSY_SECONDS = 60
PRAGMAS = (
    "synchronous = NORMAL",  # after a power cut the views may be some events behind, and catch up
    "cache_size = -65536",
    "temp_store = MEMORY",
)


class ViewsConnectionPool(SQLiteConnectionPool):
    """Connections that need not survive a power cut: everything here can be made again from the log."""

    def _create_connection(self) -> SQLiteConnection:
        connection = super()._create_connection()
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        return connection


class ViewsDatastore(LedgerDatastore):
    """One views.db, with the transactions of a ledger: writers take the lock at the start, failures are clear."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.pool.close()
        self.pool = ViewsConnectionPool(db_name=str(path), lock_timeout=BUSY_SECONDS, pool_timeout=float(BUSY_SECONDS))

    @contextmanager
    def reading(self) -> Iterator[ViewsReading]:
        with self.transaction(commit=False) as cursor:
            yield ViewsReading(_plain(cursor), schema.SQL)

    @contextmanager
    def writing(self) -> Iterator[ViewsWriting]:
        with self.transaction(commit=True) as cursor:
            yield FileWriting(_plain(cursor), schema.SQL)

    def filling(self) -> AbstractContextManager[ViewsWriting]:
        return self.writing()  # a file has one writer at a time

    def forget(self, generation: int) -> None:
        with self.writing() as writing:
            writing.forget(generation)


class FileWriting(ViewsWriting):
    """One transaction on views.db."""

    _cursor: sqlite3.Cursor

    def insert(self, table: Table, generation: int, rows: Collection[ViewRow]) -> None:
        self._cursor.executemany(schema.SQL.insert_into(table, generation), rows)

    def delete(self, table: Table, generation: int, keys: Collection[ViewRow]) -> None:
        self._cursor.executemany(schema.delete_from(table, generation), keys)

    def create(self, generation: int) -> None:
        for statement in schema.create_tables(generation):
            self._cursor.execute(statement)

    def drop(self, generation: int) -> None:
        for (name,) in self._cursor.execute(schema.TABLES_OF_GENERATION, (generation,)).fetchall():
            self._cursor.execute(f"DROP TABLE {name}")

    def show(self, generation: int) -> None:
        for (name,) in self._cursor.execute(schema.ALL_VIEWS).fetchall():
            self._cursor.execute(f"DROP VIEW {name}")
        for statement in schema.present_views(generation):
            self._cursor.execute(statement)


def _plain(cursor: SQLiteCursor) -> sqlite3.Cursor:
    """The cursor itself, giving plain tuples."""
    cursor.sqlite_cursor.row_factory = None
    return cursor.sqlite_cursor
