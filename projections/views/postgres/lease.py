"""The lease of the follower: of all processes on one database one moves the views, and the others hear how far.

A session of the server holds it, and gives it back when its process is gone, however it went. Two that move the views
do no harm, since each step asks where they are; it is only work in vain.
"""

import os
import socket
from collections.abc import Callable
from time import monotonic

from ledger.postgres.address import Address
from ledger.postgres.ear import Ear
from ledger.postgres.failures import clear_failures
from projections.views.postgres.schema import CHANNEL, VIEWS

TAKE = f"SELECT pg_try_advisory_lock({VIEWS}::bigint << 32 | 2)"
TAKE_EVERY_SECONDS = 1.0
# A machine that dies says no word: the server has to ask it.
SETTINGS = "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3"


class DatabaseLease:
    """For one thread, but for `stop`. reached: asks how far the present views are."""

    def __init__(self, address: Address, reached: Callable[[], int]) -> None:
        self._address, self._reached = address, reached
        self._ear = Ear(address, CHANNEL)
        self._held, self._again_at = False, 0.0

    def take(self) -> bool:
        """Whether this process holds it, or can have it; asked of the server once a second at most."""
        if self.held():
            return True
        if monotonic() < self._again_at:
            return False
        with clear_failures(self._address):
            fresh = self._ear.connection is None
            connection = self._ear.listen()
            if fresh:
                connection.execute(SETTINGS)
                name = f"guanxi follower {os.getpid()} on {socket.gethostname()}"
                connection.execute("SELECT set_config('application_name', %s, false)", (name,))
            row = connection.execute(TAKE).fetchone()
        self._held, self._again_at = bool(row and row[0]), monotonic() + TAKE_EVERY_SECONDS
        return self._held

    def held(self) -> bool:
        """Whether it is held still: not once the session has gone."""
        self._ear.heard()
        self._held = self._held and self._ear.connection is not None
        return self._held

    def heard(self, seconds: float) -> int:
        """How far whoever holds it has moved the views, told at once or found after so many seconds."""
        told = self._ear.wait(monotonic() + seconds)
        return max(map(int, told)) if told else self._reached()

    def stop(self) -> None:
        """End the waiting at once; from any thread."""
        self._ear.wake()

    def close(self) -> None:
        """Give it back."""
        self._ear.close()
