"""Keeping the journal up to date while a directory is served: a thread that looks, and a process that seals."""

import logging
import os
import threading
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from ledger.asker import mind_the_asker
from ledger.errors import GuanxiError
from ledger.only_one import Busy
from projections.journal.building import build
from projections.journal.manifest import read_manifest
from projections.journal.sealing import SEGMENT, JournalLog
from projections.merging import swept_at
from projections.replay.parts import OpenLog
from projections.replay.workers import one_thread_each

LOOK_SECONDS = 30.0
LAG = 0.2  # of what is sealed may the buckets lack; writing them anew each time would cost more than it spares
GENTLY = 5  # added to the niceness: whoever asks comes first

_LOG = logging.getLogger("guanxi.journal")


class Sealer:
    """Builds the journal in `directory` whenever a segment is due, in a process of its own.

    log: open, the caller's to close after stop(). open_log: opens the same in another process. told: hears how far
    it is sealed after each build, in the sealer's thread.
    """

    def __init__(
        self,
        log: JournalLog,
        directory: Path,
        open_log: OpenLog,
        *,
        positions: int = SEGMENT,
        look_seconds: float = LOOK_SECONDS,
        told: Callable[[int], None] = lambda sealed: None,
    ) -> None:
        self._log, self._directory, self._open_log = log, directory, open_log
        self._positions, self._look_seconds, self._told = positions, look_seconds, told
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="guanxi-sealer", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """End; what is being sealed is broken off, and taken up the next time. Again is fine."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                if self._due():
                    self._seal()
            except Busy:  # another server on this directory does it
                pass
            except GuanxiError as error:
                _LOG.warning("the journal is not kept: %s", error)
            except Exception:  # the edge of the thread: it must not die while the server lives
                _LOG.exception("the journal is not kept")
            self._stopping.wait(self._look_seconds)

    def _due(self) -> bool:
        return self._log.last()[0] - read_manifest(self._directory).sealed >= self._positions

    def _seal(self) -> None:
        ours, theirs = get_context("spawn").Pipe(duplex=False)
        process = get_context("spawn").Process(
            target=_build, args=(self._open_log, self._directory, self._positions, theirs), daemon=True
        )
        with one_thread_each():
            process.start()
        theirs.close()
        while not ours.poll(0.1):
            if self._stopping.is_set():
                process.kill()
                break
        process.join()
        self._hear(ours)

    def _hear(self, ours: Connection) -> None:
        try:
            found = ours.recv()
        except EOFError:  # it was killed
            return
        finally:
            ours.close()
        if isinstance(found, GuanxiError):
            raise found
        self._told(found)


def _build(open_log: OpenLog, directory: Path, positions: int, heard: Connection) -> None:
    """Seal what is due, and tell how far it is sealed, or what hinders."""
    mind_the_asker()
    if hasattr(os, "nice"):
        os.nice(GENTLY)
    log = open_log()
    try:
        survivors = swept_at(log, log.last()[0]).survivors
        heard.send(build(log, directory, survivors, positions=positions, lag=LAG).sealed)
    except GuanxiError as error:
        heard.send(error)
