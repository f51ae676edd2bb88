"""Following the log of an SQLite file: new events a few milliseconds after they are recorded, whoever records them.

SQLite tells nobody of a commit, but a connection that never writes can ask cheaply whether others have committed.
"""

import sqlite3
from collections.abc import Sequence
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Any

from eventsourcing.persistence import Subscription

from ledger.log_row import Row
from ledger.sqlite.failures import clear_failures

if TYPE_CHECKING:
    from ledger.sqlite.recorder import SQLiteLedgerRecorder

LOOK_EVERY_SECONDS = 0.003
AT_ONCE = 500  # events read at a time


class SQLiteSubscription(Subscription["SQLiteLedgerRecorder"]):
    """Yields events after position `gt` in their order, and then waits for more until it is stopped.

    For one reader; `stop` may come from any thread. Use it in a `with`.
    """

    def __init__(self, recorder: "SQLiteLedgerRecorder", gt: int | None = None, topics: Sequence[str] = ()) -> None:
        super().__init__(recorder=recorder, gt=gt, topics=topics)
        self._woken = Event()
        self._ready: list[Row] = []
        path = recorder.datastore.path
        with clear_failures(path):
            self._watch = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False
            )

    def __next__(self) -> Row:
        if not self._ready:
            self._ready = [*reversed(self.batch())]
        if self._has_been_stopped or not self._ready:
            raise StopIteration
        return self._ready.pop()

    def batch(self, limit: int = AT_ONCE, seconds: float | None = None) -> Sequence[Row]:
        """At least one new event and at most `limit`, ascending; none when stopped, or when `seconds` have passed.

        Not to be mixed with iterating.
        """
        deadline = None if seconds is None else monotonic() + seconds
        while not self._has_been_stopped:
            seen = self._commits()
            found = self._recorder.select_notifications(
                self._last_notification_id, limit, topics=self._topics, inclusive_of_start=False
            )
            if found:
                self._last_notification_id = found[-1].id
                return found
            if not self._wait(seen, deadline):
                break
        return ()

    def wake(self) -> None:
        """Look now: something was committed in this process."""
        self._woken.set()

    def stop(self) -> None:
        """End the waiting at once."""
        super().stop()
        self._woken.set()

    def __exit__(self, *args: object, **kwargs: Any) -> None:
        super().__exit__(*args, **kwargs)
        self._watch.close()

    def _wait(self, seen: int, deadline: float | None) -> bool:
        """Until somebody commits after `seen`; False when stopped or too late."""
        while not self._has_been_stopped:
            if self._woken.wait(LOOK_EVERY_SECONDS):
                self._woken.clear()
                return not self._has_been_stopped
            if self._commits() != seen:
                return True
            if deadline is not None and monotonic() >= deadline:
                return False
        return False

    def _commits(self) -> int:
        """A number that changes with every commit of another connection."""
        with clear_failures(self._recorder.datastore.path):
            number: int = self._watch.execute("PRAGMA data_version").fetchone()[0]
            return number
