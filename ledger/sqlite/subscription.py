"""Following the log of an SQLite file: new events a few milliseconds after they are recorded, whoever records them.

SQLite tells nobody of a commit, but a connection that never writes can ask cheaply whether others have committed.
"""

import sqlite3
from collections.abc import Sequence
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Any

from ledger.sqlite.failures import clear_failures
from ledger.subscription import LedgerSubscription

if TYPE_CHECKING:
    from ledger.sqlite.recorder import SQLiteLedgerRecorder

LOOK_EVERY_SECONDS = 0.003


class SQLiteSubscription(LedgerSubscription):
    """Asks every few milliseconds; what this process commits wakes it at once."""

    def __init__(self, recorder: "SQLiteLedgerRecorder", gt: int | None = None, topics: Sequence[str] = ()) -> None:
        super().__init__(recorder, gt=gt, topics=topics)
        self._woken, self._seen = Event(), -1
        self._path = recorder.datastore.path
        with clear_failures(self._path):
            self._watch = sqlite3.connect(
                f"{self._path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False
            )

    def wake(self) -> None:
        self._woken.set()

    def __exit__(self, *args: object, **kwargs: Any) -> None:
        super().__exit__(*args, **kwargs)
        self._watch.close()

    def _look(self) -> None:
        self._seen = self._commits()

    def _wait(self, deadline: float | None) -> bool:
        while not self._has_been_stopped:
            if self._woken.wait(LOOK_EVERY_SECONDS):
                self._woken.clear()
                return not self._has_been_stopped
            if self._commits() != self._seen:
                return True
            if deadline is not None and monotonic() >= deadline:
                return False
        return False

    def _commits(self) -> int:
        """A number that changes with every commit of another connection."""
        with clear_failures(self._path):
            number: int = self._watch.execute("PRAGMA data_version").fetchone()[0]
            return number
