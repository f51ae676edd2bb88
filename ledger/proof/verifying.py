"""Verifying a ledger.db from its first event to its last, without a key and without holding it in memory."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from ledger.columns import COLUMNS
from ledger.proof.difference import Difference, Verification
from ledger.proof.file import UNREADABLE, damage, layout_differences
from ledger.proof.sequences import doubled, versions_apart
from ledger.proof.stored_event import Fault, check_stored
from ledger.sqlite.address import address
from ledger.sqlite.failures import clear_failures
from ledger.sqlite.identity import LEDGER_FILE, check_kind
from ledger.unknown_events import UnknownEvents

PAGE = 5_000  # events between two words of progress
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


def verify(path: Path, *, progress: Callable[[int], None] = lambda events: None) -> Verification:
    """What differs in the ledger.db at `path`, up to the last event it has now; others may write meanwhile.

    progress: told how many more events were looked at. Unavailable where this is no ledger or cannot be read at all.
    """
    check_kind(path, LEDGER_FILE)
    with clear_failures(path), closing(sqlite3.connect(address(path), uri=True, isolation_level=None)) as connection:
        connection.execute("PRAGMA query_only = ON")
        connection.text_factory = bytes  # what is stored, whether or not it can be read
        return _Verifying(connection, progress).run()


class _Verifying:
    """One verification. `upto` sinks to what lies before the first event that differs, so the earliest is named."""

    def __init__(self, connection: sqlite3.Connection, progress: Callable[[int], None]) -> None:
        self._connection, self._progress = connection, progress
        self._end: int = connection.execute("SELECT coalesce(max(position), 0) FROM events").fetchone()[0]
        self._later = UnknownEvents()
        self._first: Difference | None = None
        self._events = 0

    def run(self) -> Verification:
        self._rows()
        for differences in (
            versions_apart(self._ask(_VERSIONS)),
            doubled("event_id", self._ask(_EVENT_IDS)),
            doubled("external_id", self._ask(_EXTERNAL_IDS)),
        ):
            self._earliest(differences)
        whole = [*layout_differences(self._connection), *damage(self._connection)]
        return Verification(
            events=self._events,
            differences=(*([self._first] if self._first else []), *whole),
            later=self._later.counts(),
        )

    def _rows(self) -> None:
        """Every row by itself and beside the one before it, up to the first that differs."""
        position = moment = 0
        while position < self._end:
            start = position
            try:
                for columns in self._connection.execute(_ROWS, (position, self._end, PAGE)):
                    if columns[0] != position + 1:
                        raise Fault(f"the event is missing: position {columns[0]} follows {position}")
                    check_stored(columns)
                    if position and columns[7] < moment:
                        raise Fault("it was recorded before the event ahead of it")
                    self._later.skip(columns[4].decode(), columns[5])
                    position, moment = columns[0], columns[7]
            except Fault as fault:
                self._first = Difference(position=position + 1, what=str(fault))
            except UNREADABLE as error:
                self._first = Difference(position=position + 1, what=f"it cannot be read: {error}")
            self._progress(position - start)
            if self._first is not None:
                break
        self._events = position

    def _earliest(self, differences: Iterator[Difference]) -> None:
        try:
            for found in differences:
                if self._first is None or (found.position or 0) < (self._first.position or 0):
                    self._first = found
        except UNREADABLE:
            pass  # an index that cannot be read: the check of the file as a whole names it

    def _ask(self, statement: str) -> Iterator[tuple[Any, ...]]:
        return iter(self._connection.execute(statement, (self._events,)))
