"""A follower in a process of its own: whoever answers and whoever follows need not wait for each other's turn."""

import logging
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from ledger.application import Ledger, now_micros
from ledger.asker import mind_the_asker
from ledger.errors import GuanxiError
from projections.follower.follower import LOOK_SECONDS, Follower
from projections.follower.reached import Reached
from projections.replay.workers import one_thread_each
from projections.views.store import views_of

RETRY_SECONDS = 1.0

OpenLedger = Callable[[], Ledger]
"""Opens a ledger in whatever process it is called; it can be sent there."""

_LOG = logging.getLogger("guanxi.follower")


class FollowerApart(Reached):
    """Begins the process, hears from it how far the views are, and begins another one where it was killed."""

    def __init__(self, open_ledger: OpenLedger, *, processes: int = 1) -> None:
        """processes: of a rebuild."""
        super().__init__()
        self._open_ledger, self._processes = open_ledger, processes
        self._stopping = threading.Event()
        self._beginning = threading.Lock()
        self._running: tuple[BaseProcess, Connection] | None = None
        self._thread = threading.Thread(target=self._run, name="guanxi-follower", daemon=True)

    @property
    def process(self) -> int | None:
        """The number of the process; None while there is none."""
        running = self._running
        return running[0].pid if running else None

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """End, and wait until the process has ended: at most as long as one step takes. Again is fine."""
        with self._beginning:
            if not self._stopping.is_set() and self._running:
                self._end(*self._running)
            self._stopping.set()
        self.end()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                process, ours = self._begun()
            except OSError as error:
                _LOG.warning("the views do not follow: %s", error)
                self._stopping.wait(RETRY_SECONDS)
                continue
            with self._beginning:
                self._running = process, ours
                if self._stopping.is_set():
                    self._end(process, ours)
            self._hear(ours)
            with self._beginning:
                self._running = None
            process.join()
            ours.close()
            if not self._stopping.wait(RETRY_SECONDS):
                _LOG.warning("the process that keeps the views has ended; another one begins")

    def _begun(self) -> tuple[BaseProcess, Connection]:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_follow, args=(self._open_ledger, self._processes, theirs))
        with one_thread_each():
            process.start()
        theirs.close()
        return process, ours

    def _hear(self, ours: Connection) -> None:
        """Until the process is gone."""
        while True:
            try:
                self.tell(ours.recv())
            except (EOFError, ConnectionError):
                return

    def _end(self, process: BaseProcess, ours: Connection) -> None:
        """Ask the process to end; one that is only beginning has nothing to bring to an end."""
        if not self.known:
            process.kill()
            return
        with suppress(ConnectionError):  # it may be gone
            ours.send(None)


def _follow(open_ledger: OpenLedger, processes: int, asker: Connection) -> None:
    """Keep the views until the asker says something, or nothing any more."""
    mind_the_asker()
    try:
        ledger = open_ledger()
    except GuanxiError as error:
        _LOG.warning("the views do not follow: %s", error)
        return
    with closing(ledger):
        follower = Follower(ledger, views_of(ledger), clock=now_micros, open_log=open_ledger, processes=processes)
        told = threading.Thread(target=_stop_when_told, args=(follower, asker))
        told.start()
        follower.start()
        _tell(follower, asker)
        told.join()


def _stop_when_told(follower: Follower, asker: Connection) -> None:
    with suppress(EOFError, ConnectionError):
        asker.recv()
    follower.stop()


def _tell(follower: Follower, asker: Connection) -> None:
    """How far the views are, whenever they moved, until the follower stops."""
    position = 0
    with suppress(ConnectionError):
        asker.send(position)
        while not follower.stopping:
            if follower.wait_for(position + 1, LOOK_SECONDS):
                position = follower.position()
                asker.send(position)
