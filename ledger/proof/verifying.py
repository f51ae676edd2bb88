"""Verifying a log from its first event to its last, without a key and without holding it in memory."""

from collections.abc import Callable, Iterator
from pathlib import Path

from ledger.place import Place
from ledger.proof.difference import Difference, Verification
from ledger.proof.sequences import doubled, versions_apart
from ledger.proof.sqlite_log import opened_file
from ledger.proof.stored_event import Fault, check_stored
from ledger.proof.stored_log import StoredLog
from ledger.unknown_events import UnknownEvents

PAGE = 5_000  # events between two words of progress


def verify(place: Path | Place, *, progress: Callable[[int], None] = lambda events: None) -> Verification:
    """What differs in a log, up to the last event it has now; others may write meanwhile.

    place: a ledger.db, or a ledger in a database. progress: told how many more events were looked at. Unavailable where
    this is no ledger or cannot be read at all.
    """
    if isinstance(place, Place):
        if place.database is not None:
            from ledger.proof.postgres_log import opened_database  # loads only where a database is named

            with opened_database(place.database) as stored:
                return _Verifying(stored, progress).run()
        place = place.directory.absolute() / "ledger.db"
    with opened_file(place) as stored:
        return _Verifying(stored, progress).run()


class _Verifying:
    """One verification. `upto` sinks to what lies before the first event that differs, so the earliest is named."""

    def __init__(self, stored: StoredLog, progress: Callable[[int], None]) -> None:
        self._stored, self._progress = stored, progress
        self._end = stored.last()
        self._later = UnknownEvents()
        self._first: Difference | None = None
        self._events = 0

    def run(self) -> Verification:
        self._rows()
        for differences in (
            versions_apart(self._stored.versions(self._events)),
            doubled("event_id", self._stored.event_ids(self._events)),
            doubled("external_id", self._stored.external_ids(self._events)),
        ):
            self._earliest(differences)
        whole = list(self._stored.differences())
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
                for columns in self._stored.rows(position, self._end, PAGE):
                    if columns[0] != position + 1:
                        raise Fault(f"the event is missing: position {columns[0]} follows {position}")
                    check_stored(columns)
                    if position and columns[7] < moment:
                        raise Fault("it was recorded before the event ahead of it")
                    self._later.skip(columns[4].decode(), columns[5])
                    position, moment = columns[0], columns[7]
            except Fault as fault:
                self._first = Difference(position=position + 1, what=str(fault))
            except self._stored.unreadable as error:
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
        except self._stored.unreadable:
            pass  # an index that cannot be read: the check of the file as a whole names it
