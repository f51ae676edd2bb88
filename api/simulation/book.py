"""Writes the lines of all customers into one file, in the order of recording, the same for any number of processes.

The memory it needs does not grow with the book: see slices.
"""

import gc
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from api.simulation.arguments import Arguments
from api.simulation.slices import Slices, slice_count
from ledger.asker import mind_the_asker

SLICE_BYTES = 16_000_000
ALONE_BELOW = 2_000  # so few customers are not worth starting processes for
AT_ONCE = 500  # customers in one piece of work

Progress = Callable[[int], None]


def write_book(
    arguments: Arguments,
    path: Path,
    *,
    processes: int | None = None,
    slice_bytes: int = SLICE_BYTES,
    progress: Progress | None = None,
) -> int:
    """Write the file, whole or not at all; answers how many events it holds.

    processes: None = one for each core, or just this one for a small book. slice_bytes: what is sorted at once in
    memory. progress: called with how many customers more are done.
    """
    if processes is None:
        processes = 1 if arguments.customers < ALONE_BELOW else os.cpu_count() or 1
    with tempfile.TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as scratch, workers(processes) as each:
        slices = Slices(arguments=arguments, directory=Path(scratch), count=slice_count(arguments, slice_bytes))
        events, ranges = 0, _ranges(arguments.customers)
        for customers, count in zip(ranges, each(slices.deal, ranges), strict=True):
            events += count
            if progress is not None:
                progress(len(customers))
        slices.whole.touch()
        for _ in each(slices.gather, slices.places()):
            pass
        slices.whole.replace(path)
    return events


def _ranges(customers: int) -> list[range]:
    return [range(first, min(first + AT_ONCE, customers)) for first in range(0, customers, AT_ONCE)]


Each = Callable[[Callable[..., Any], Sequence[Any]], Iterator[Any]]


@contextmanager
def workers(processes: int) -> Iterator[Each]:
    """A `map` over so many processes, results in order; over this one where one is enough."""
    if processes == 1:
        yield map
        return
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_begin_there)
    try:
        yield pool.map
    finally:
        pool.shutdown(cancel_futures=True)


def _begin_there() -> None:
    """In a process that makes customers: none of their lines, persons and days refers back to what holds it, so that
    there is never a cycle to be looked for.
    """
    gc.disable()
    mind_the_asker()
