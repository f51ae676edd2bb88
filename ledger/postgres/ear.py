"""Listening to one channel on a connection of its own.

What is heard while nobody listens is lost: whoever listens again looks again.
"""

import selectors
import socket
from collections.abc import Sequence
from contextlib import closing
from time import monotonic
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier

from ledger.postgres.address import Address
from ledger.postgres.opening import connect


class Ear:
    """For one listener; `wake` may come from any thread."""

    def __init__(self, address: Address, channel: str) -> None:
        self._address, self._channel = address, channel
        self._bell, self._rope = socket.socketpair()
        self._bell.setblocking(False)
        self._connection: psycopg.Connection[Any] | None = None

    @property
    def connection(self) -> psycopg.Connection[Any] | None:
        """The one on which it listens; None until `listen`, and once it is known to be lost."""
        return self._connection

    def listen(self) -> psycopg.Connection[Any]:
        """Hear all that is told from now on; Unavailable where the server cannot be reached."""
        if self._connection is None:
            self._connection = connect(self._address)
            self._connection.execute(SQL("LISTEN {}").format(Identifier(self._channel)))
        return self._connection

    def wait(self, until: float) -> Sequence[str] | None:
        """Until something is heard or somebody wakes it; None when neither came until then, by the monotonic clock."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._bell, selectors.EVENT_READ)
            selector.register(self.listen().fileno(), selectors.EVENT_READ)
            ready = selector.select(max(until - monotonic(), 0.0))
        if any(key.fileobj is self._bell for key, _ in ready):
            self._bell.recv(4096)
        heard = self.heard()
        return heard if ready else None

    def heard(self) -> Sequence[str]:
        """What came in meanwhile; a connection that broke is dropped."""
        try:
            return [one.payload for one in self._connection.notifies(timeout=0)] if self._connection else []
        except psycopg.OperationalError:
            self.hang_up()
            return []

    def wake(self) -> None:
        self._rope.send(b"!")

    def hang_up(self) -> None:
        if self._connection is not None:
            with closing(self._connection):
                self._connection = None

    def close(self) -> None:
        self.hang_up()
        self._bell.close()
        self._rope.close()
