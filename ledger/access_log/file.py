"""access.db: the table access_log, in a file of its own: reading neither waits for recording nor disturbs it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from ledger.access_log.access import BEGINNING, Access, Noted, access_hash
from ledger.errors import Unavailable
from ledger.sqlite.address import address
from ledger.sqlite.failures import clear_failures
from ledger.sqlite.identity import FileKind, check_kind, make_database

FILE_NAME = "access.db"
ACCESS_FILE = FileKind(application_id=0x47584131, version=1, name="access log")  # "GXA1"
BUSY_SECONDS = 60.0
COLUMNS = "number, at, kind, actor, what, position, customer, contact_id, hash"
STATEMENTS = (
    """
CREATE TABLE access_log (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('reading', 'compliance', 'export')),
  actor TEXT NOT NULL,
  what TEXT NOT NULL,
  position INTEGER NOT NULL CHECK (position >= 0),
  customer TEXT,
  contact_id TEXT,
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT
""",
    "CREATE INDEX access_log_person ON access_log (customer, contact_id)",
    """
CREATE TRIGGER access_log_never_changes BEFORE UPDATE ON access_log
BEGIN SELECT RAISE(ABORT, 'the access log is append-only: rows are never changed'); END
""",
    """
CREATE TRIGGER access_log_never_shrinks BEFORE DELETE ON access_log
BEGIN SELECT RAISE(ABORT, 'the access log is append-only: rows are never deleted'); END
""",
    """
CREATE TRIGGER access_log_stands_in_order BEFORE INSERT ON access_log
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM access_log)
  OR NEW.at <= (SELECT at FROM access_log ORDER BY number DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, 'numbers run 1, 2, 3 ... without a gap, and every row is later than the one before'); END
""",
)
# Literals only.
_LAST = "SELECT number, at, hash FROM access_log ORDER BY number DESC LIMIT 1"
_INSERT = f"INSERT INTO access_log ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
_ROWS = f"""
SELECT {COLUMNS} FROM access_log
WHERE number > ?1 AND (?2 IS NULL OR customer IS ?2) AND (?3 IS NULL OR contact_id IS ?3) ORDER BY number LIMIT ?4
"""  # noqa: S608


class AccessLog:
    """Of one data directory; made with the first note. Threads may share it, and processes the file."""

    def __init__(self, directory: Path, *, clock: Callable[[], int]) -> None:
        self._path, self._clock = directory / FILE_NAME, clock
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None

    def note(self, access: Access) -> None:
        """Write it down before the answer is given. Unavailable where that cannot be done; then nothing may be shown.

        On disk when this returns, a reading of names and texts at the latest when the file is next checkpointed: a
        killed process loses none of them, a power cut perhaps the last.
        """
        try:
            with self._lock, clear_failures(self._path), self._writing(durable=access.kind != "reading") as cursor:
                number, moment, before = cursor.execute(_LAST).fetchone() or (0, 0, BEGINNING)
                number, moment = number + 1, max(self._clock(), moment + 1)
                row = (number, moment, access.kind, access.actor, access.what, access.position, access.customer)
                cursor.execute(_INSERT, (*row, access.contact_id, access_hash(before, number, moment, access)))
        except Unavailable as error:
            raise Unavailable(
                f"{error.message}, and what is not noted there is not shown", error.remedy, error.pointer
            ) from error

    def rows(
        self, *, after: int = 0, customer: str | None = None, contact_id: str | None = None, limit: int = 2**62
    ) -> list[Noted]:
        """Ascending, at most `limit`; after: exclusive number. [] where nothing was ever noted."""
        if not self._path.exists():
            return []
        with self._lock, clear_failures(self._path):
            return [noted(row) for row in self._open().execute(_ROWS, (after, customer, contact_id, limit))]

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    @contextmanager
    def _writing(self, *, durable: bool) -> Iterator[sqlite3.Cursor]:
        connection = self._open()
        with closing(connection.cursor()) as cursor:
            cursor.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            cursor.execute("BEGIN IMMEDIATE")
            try:
                yield cursor
                connection.commit()
            finally:
                connection.rollback()

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            if not self._path.exists():
                make_database(self._path, ACCESS_FILE, [(statement, ()) for statement in STATEMENTS], mode=0o600)
            check_kind(self._path, ACCESS_FILE)
            self._connection = sqlite3.connect(
                address(self._path), uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS
            )
            self._connection.execute("PRAGMA recursive_triggers = ON")
        return self._connection


def noted(row: tuple[Any, ...]) -> Noted:
    """From the columns of the table, in their order."""
    number, at, kind, actor, what, position, customer, contact_id, stored = row
    access = Access(kind=kind, actor=actor, what=what, position=position, customer=customer, contact_id=contact_id)
    return Noted(number=number, at=at, access=access, hash=stored)
