"""A ledger.db as it is stored, for a verification."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from ledger.columns import COLUMNS
from ledger.proof.difference import Difference
from ledger.proof.file import UNREADABLE, damage, layout_differences
from ledger.sqlite.address import address
from ledger.sqlite.failures import clear_failures
from ledger.sqlite.identity import LEDGER_FILE, check_kind

# Literals only; the names of the columns are the program's own.
_ROWS = f"SELECT {', '.join(COLUMNS)} FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ?"  # noqa: S608
_VERSIONS = (
    "SELECT position, stream, version FROM events WHERE position BETWEEN 1 AND ? ORDER BY stream, version, position"
)
_EVENT_IDS = "SELECT position, event_id FROM events WHERE position BETWEEN 1 AND ? ORDER BY event_id, position"
_EXTERNAL_IDS = """
SELECT position, source, external_id FROM events WHERE external_id IS NOT NULL AND position BETWEEN 1 AND ?
ORDER BY source, external_id, position
"""


@contextmanager
def opened_file(path: Path) -> Iterator["StoredFile"]:
    """Unavailable where this is no ledger or cannot be read at all."""
    check_kind(path, LEDGER_FILE)
    with (
        clear_failures(path),
        closing(sqlite3.connect(address(path), uri=True, isolation_level=None)) as connection,
    ):
        connection.execute("PRAGMA query_only = ON")
        connection.text_factory = bytes  # what is stored, whether or not it can be read
        yield StoredFile(connection)


class StoredFile:
    """Over a connection that gives text as its bytes."""

    unreadable: tuple[type[Exception], ...] = UNREADABLE

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def last(self) -> int:
        end: int = self._connection.execute("SELECT coalesce(max(position), 0) FROM events").fetchone()[0]
        return end

    def rows(self, after: int, upto: int, limit: int) -> Iterable[Sequence[Any]]:
        return self._connection.execute(_ROWS, (after, upto, limit))

    def versions(self, upto: int) -> Iterable[tuple[int, bytes, int]]:
        return self._connection.execute(_VERSIONS, (upto,))

    def event_ids(self, upto: int) -> Iterable[tuple[Any, ...]]:
        return self._connection.execute(_EVENT_IDS, (upto,))

    def external_ids(self, upto: int) -> Iterable[tuple[Any, ...]]:
        return self._connection.execute(_EXTERNAL_IDS, (upto,))

    def differences(self) -> Iterator[Difference]:
        yield from layout_differences(self._connection)
        yield from damage(self._connection)
