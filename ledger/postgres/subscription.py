"""Following the log of a database: PostgreSQL tells of every commit, whoever it is of.

What is heard is only that there is something to read. So nothing is lost while the ear is away: whoever listens again
looks again.
"""

from collections.abc import Sequence
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Any

from ledger.errors import Unavailable
from ledger.log_row import Row
from ledger.postgres.ear import Ear
from ledger.postgres.statements import CHANNEL
from ledger.subscription import AT_ONCE, LedgerSubscription

if TYPE_CHECKING:
    from ledger.postgres.recorder import PostgresLedgerRecorder

AGAIN_SECONDS = 0.5  # between two tries to reach a server that is away
PATIENCE_SECONDS = 60.0  # so long a server may be away before whoever follows is told
LOOK_EVERY_SECONDS = 10.0  # should the network have died without a word


class PostgresSubscription(LedgerSubscription):
    """Listens on a connection of its own; one that is lost is taken up again."""

    def __init__(self, recorder: "PostgresLedgerRecorder", gt: int | None = None, topics: Sequence[str] = ()) -> None:
        super().__init__(recorder, gt=gt, topics=topics)
        self._ear = Ear(recorder.datastore.address, CHANNEL)
        self._stopping = Event()
        self._away_since: float | None = None

    def batch(self, limit: int = AT_ONCE, seconds: float | None = None) -> Sequence[Row]:
        """As for every store; Unavailable when the server has been away for a minute."""
        deadline = None if seconds is None else monotonic() + seconds
        while not self._has_been_stopped:
            left = None if deadline is None else max(deadline - monotonic(), 0.0)
            try:
                found = super().batch(limit, left)
            except Unavailable:
                self._lost()
                if monotonic() - (self._away_since or 0.0) > PATIENCE_SECONDS:
                    raise
            else:
                self._away_since = None
                return found
            if deadline is not None and monotonic() >= deadline:
                break
            self._stopping.wait(AGAIN_SECONDS)
        return ()

    def wake(self) -> None:
        self._ear.wake()

    def stop(self) -> None:
        self._stopping.set()
        super().stop()

    def __exit__(self, *args: object, **kwargs: Any) -> None:
        super().__exit__(*args, **kwargs)
        self._ear.close()

    def _look(self) -> None:
        self._ear.listen()

    def _wait(self, deadline: float | None) -> bool:
        until = monotonic() + LOOK_EVERY_SECONDS
        heard = self._ear.wait(until if deadline is None else min(until, deadline))
        return not self._has_been_stopped and (deadline is None or monotonic() < deadline or heard is not None)

    def _lost(self) -> None:
        self._ear.hang_up()
        self._away_since = self._away_since or monotonic()
