"""Processes that work on parts of the book, one polars thread each, kept warm until they are closed."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from types import TracebackType
from typing import Self

from ledger.asker import mind_the_asker
from ledger.errors import Unavailable
from projections.replay.engine import Found, Work
from projections.replay.parts import OpenLog, Part, Reader

THREADS = "POLARS_MAX_THREADS"
AHEAD = 2  # parts handed out for each process: it has the next one when it is done

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
        try:
            yield from in_turn(lambda part: pool.submit(_do, work, part), ordered, ahead=AHEAD * self._processes)
        except BrokenProcessPool:
            raise Unavailable(
                "a process that worked on the book was killed", "Give --memory or --processes less"
            ) from None

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


def in_turn(
    hand_out: Callable[[Part], Future[Found]], parts: Iterable[Part], *, ahead: int
) -> Iterator[tuple[Part, Found]]:
    """Each part with its result, as it is ready. At most `ahead` parts are handed out whose results nobody took, and
    no result is kept longer than its turn, so that what is in memory does not grow with the book.
    """
    waiting = iter(parts)
    running = {hand_out(part): part for part in islice(waiting, ahead)}
    try:
        while running:
            done = next(iter(wait(running, return_when=FIRST_COMPLETED).done))
            yield running.pop(done), done.result()
            running |= {hand_out(part): part for part in islice(waiting, 1)}
    finally:
        for future in running:
            future.cancel()


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
