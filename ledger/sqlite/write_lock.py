"""The one connection of a ledger.db that writes. It is lean, since every append goes through it."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from time import monotonic
from types import TracebackType

from eventsourcing.persistence import ConnectionPoolClosedError, ConnectionUnavailableError, IntegrityError

from ledger.sqlite.failures import clear_failure

# SQLite waits ever longer between two looks, up to 100 ms, and so misses for a minute the moments in which an import by
# another process is between two writes. Begun anew every 10 ms it looks every few.
LOOKS_FOR_SECONDS = 0.01


class WriteLock:
    """For a `with`, which gives a cursor of plain tuples. Threads write in the order in which they came.

    What was written is in the file, durable, when the block is left without an error; otherwise nothing of it is.
    """

    def __init__(self, path: Path, connect: Callable[[], sqlite3.Connection], *, busy_seconds: int) -> None:
        """connect: makes the connection when the first write comes; it waits LOOKS_FOR_SECONDS for a lock."""
        self._path, self._connect, self._busy_seconds = path, connect, busy_seconds
        self._writes, self._next_in_line = Lock(), Lock()
        self._closed = False
        self._connection: sqlite3.Connection | None = None
        self._open: list[sqlite3.Cursor] = []  # the one of the write that is going on

    def __enter__(self) -> sqlite3.Cursor:
        try:
            self._wait()
            return self._begin()
        except Exception as error:
            raise clear_failure(self._path, error) or error from error

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_val: BaseException | None, exc_tb: TracebackType | None
    ) -> None:
        try:
            self._end(keep=exc_val is None)
        except Exception as error:
            raise clear_failure(self._path, error) or error from error
        if isinstance(exc_val, sqlite3.IntegrityError):
            raise IntegrityError(exc_val) from exc_val
        if isinstance(exc_val, Exception) and (clear := clear_failure(self._path, exc_val)):
            raise clear from exc_val

    def close(self) -> None:
        """For ever."""
        self._closed = True
        if self._connection is not None:
            self._connection.close()

    def _wait(self) -> None:
        """Who has just written does not overtake one that waits."""
        if self._next_in_line.acquire(timeout=self._busy_seconds):
            try:
                if self._writes.acquire(timeout=self._busy_seconds):
                    return
            finally:
                self._next_in_line.release()
        raise ConnectionUnavailableError

    def _begin(self) -> sqlite3.Cursor:
        try:
            if self._closed:
                raise ConnectionPoolClosedError
            if self._connection is None:
                self._connection = self._connect()
            cursor = self._begun(self._connection)
            self._open.append(cursor)
            return cursor
        except BaseException:
            self._writes.release()
            raise

    def _begun(self, connection: sqlite3.Connection) -> sqlite3.Cursor:
        deadline = monotonic() + self._busy_seconds
        while True:
            try:
                # eventsourcing says BEGIN, and then what reads before it writes fails beside another writer.
                return connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() >= deadline:
                    raise

    def _end(self, *, keep: bool) -> None:
        cursor = self._open.pop()
        try:
            cursor.close()
            if keep:
                cursor.connection.commit()
        finally:
            try:
                cursor.connection.rollback()  # a commit that failed (disk full) must not stay open
            finally:
                self._writes.release()
