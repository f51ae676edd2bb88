"""Processes that work on parts of the book, one polars thread each, kept warm until they are closed."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from types import TracebackType
from typing import Self

from ledger.asker import mind_the_asker
from ledger.errors import Unavailable
from projections.replay.engine import Found, Work
from projections.replay.parts import OpenLog, Part, Reader

THREADS = "POLARS_MAX_THREADS"

_readers: list[Reader] = []  # of a worker, the one it began with


class Workers:
    """An engine: a pool. Every part is worked on once; results come as they are ready, with the part they are of."""

    def __init__(self, open_log: OpenLog, processes: int) -> None:
        """processes: 1 works in this process, which starts nothing; others start when there is work for several."""
        self._open_log, self._processes = open_log, processes
        self._here = Reader(open_log)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_val: BaseException | None, exc_tb: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes; parts nobody has begun are dropped."""
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def map(self, work: Work[Found], parts: Sequence[Part]) -> Iterator[tuple[Part, Found]]:
        """The largest parts first, so that nobody waits long for the last."""
        ordered = sorted(parts, key=lambda part: -part.events)
        if self._processes == 1 or len(ordered) < 2:
            for part in ordered:
                yield part, work(self._here, part)
            return
        pool = self.started()
        running: dict[Future[Found], Part] = {pool.submit(_do, work, part): part for part in ordered}
        try:
            for done in as_completed(running):
                yield running[done], done.result()
        except BrokenProcessPool:
            raise Unavailable(
                "a process that worked on the book was killed", "Give --memory or --processes less"
            ) from None
        finally:
            for future in running:
                future.cancel()

    def started(self) -> ProcessPoolExecutor:
        """The processes, warm."""
        if self._pool is None:
            with one_thread_each():
                self._pool = ProcessPoolExecutor(
                    self._processes, mp_context=get_context("spawn"), initializer=_begin, initargs=(self._open_log,)
                )
                for ready in [self._pool.submit(os.getpid) for _ in range(self._processes)]:
                    ready.result()
        return self._pool


def _begin(open_log: OpenLog) -> None:
    mind_the_asker()
    _readers[:] = [Reader(open_log)]


def _do(work: Work[Found], part: Part) -> Found:
    return work(_readers[0], part)


@contextmanager
def one_thread_each() -> Iterator[None]:
    """For processes begun inside: they inherit it, and polars reads it when they first load it."""
    before = os.environ.get(THREADS)
    os.environ[THREADS] = "1"
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(THREADS, None)
        else:
            os.environ[THREADS] = before
