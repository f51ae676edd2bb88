"""Following the log of a database: PostgreSQL tells of every commit, whoever it is of.

What is heard is only that there is something to read. So nothing is lost while the ear is away: whoever listens again
looks again.
"""

import selectors
import socket
from collections.abc import Sequence
from contextlib import closing
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Any

import psycopg

from ledger.errors import Unavailable
from ledger.log_row import Row
from ledger.postgres.opening import connect
from ledger.postgres.statements import LISTEN
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
        self._address = recorder.datastore.address
        self._stopping = Event()
        self._bell, self._rope = socket.socketpair()
        self._bell.setblocking(False)
        self._connection: psycopg.Connection[Any] | None = None
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
        self._rope.send(b"!")

    def stop(self) -> None:
        self._stopping.set()
        super().stop()

    def __exit__(self, *args: object, **kwargs: Any) -> None:
        super().__exit__(*args, **kwargs)
        self._hang_up()
        self._bell.close()
        self._rope.close()

    def _look(self) -> None:
        if self._connection is None:
            self._connection = connect(self._address)
            self._connection.execute(LISTEN)

    def _wait(self, deadline: float | None) -> bool:
        assert self._connection is not None  # noqa: S101 - _look comes before
        until = monotonic() + LOOK_EVERY_SECONDS
        if deadline is not None:
            until = min(until, deadline)
        with selectors.DefaultSelector() as selector:
            selector.register(self._bell, selectors.EVENT_READ)
            selector.register(self._connection.fileno(), selectors.EVENT_READ)
            ready = selector.select(max(until - monotonic(), 0.0))
        if any(key.fileobj is self._bell for key, _ in ready):
            self._bell.recv(4096)
        self._drain()
        return not self._has_been_stopped and (deadline is None or monotonic() < deadline or bool(ready))

    def _drain(self) -> None:
        """Take in what was told; a connection that broke is made again before the log is read the next time."""
        try:
            for _ in self._connection.notifies(timeout=0) if self._connection else ():
                pass
        except psycopg.OperationalError:
            self._hang_up()

    def _lost(self) -> None:
        self._hang_up()
        self._away_since = self._away_since or monotonic()

    def _hang_up(self) -> None:
        if self._connection is not None:
            with closing(self._connection):
                self._connection = None
