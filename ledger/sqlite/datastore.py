"""Connections and transactions to one ledger.db, as durable and as strict as a ledger needs them."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType

from eventsourcing.sqlite import (
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteTransaction,
)

from ledger.sqlite.address import address
from ledger.sqlite.failures import clear_failures
from ledger.sqlite.write_lock import LOOKS_FOR_SECONDS, WriteLock

BUSY_SECONDS = 60
STATEMENTS_KEPT = 128  # eventsourcing keeps one, and then every statement of an append is compiled anew
PRAGMAS = (
    "synchronous = FULL",  # what was acknowledged survives a power cut
    "recursive_triggers = ON",  # INSERT OR REPLACE deletes, and a delete is refused only if triggers see it
    "cache_size = -65536",  # 64 MiB: the indexes of a large book do not fit the 2 MiB SQLite starts with
    "temp_store = MEMORY",
    "wal_autocheckpoint = 4000",  # pages, 16 MiB: an import of many writes copies them back a quarter as often
)


class LedgerTransaction(SQLiteTransaction):
    """Takes the write lock at the start.

    eventsourcing says BEGIN, and then a transaction that reads before it writes fails beside another writer.
    """

    def __enter__(self) -> SQLiteCursor:
        cursor = self.connection.cursor()
        cursor.execute("BEGIN IMMEDIATE" if self.commit else "BEGIN")
        return cursor

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_val: BaseException | None, exc_tb: TracebackType | None
    ) -> None:
        try:
            super().__exit__(exc_type, exc_val, exc_tb)
        finally:
            self.connection.rollback()  # a commit that failed (disk full) must not stay open in the pool


class LedgerConnectionPool(SQLiteConnectionPool):
    """Connections that keep the ledger's promises."""

    def _create_connection(self) -> SQLiteConnection:
        return SQLiteConnection(connected(self.db_name, self.lock_timeout or 0), max_age=self.max_age)


def connected(uri: str, busy_seconds: float) -> sqlite3.Connection:
    """A connection that keeps the ledger's promises."""
    connection = sqlite3.connect(
        uri,
        uri=True,
        timeout=busy_seconds,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=STATEMENTS_KEPT,
    )
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


class LedgerDatastore(SQLiteDatastore):
    """One ledger.db. Failures of the database come out as Unavailable; a broken constraint as IntegrityError."""

    def __init__(self, path: Path, *, busy_seconds: int = BUSY_SECONDS) -> None:
        self.path, uri = path, address(path)
        self.write_lock = WriteLock(path, partial(connected, uri, LOOKS_FOR_SECONDS), busy_seconds=busy_seconds)
        super().__init__(str(path), originator_id_type="text")
        self.pool.close()
        self.pool = LedgerConnectionPool(db_name=uri, lock_timeout=busy_seconds, pool_timeout=float(busy_seconds))

    def close(self) -> None:
        super().close()
        self.write_lock.close()

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        """commit=False reads one snapshot; commit=True holds the write lock from here until it is left."""
        with (
            clear_failures(self.path),
            self.get_connection(commit=commit) as connection,
            LedgerTransaction(connection, commit=commit) as cursor,
            cursor,
        ):
            yield cursor
