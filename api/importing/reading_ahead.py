"""Lines read in a second process while this one records, once an import proves long."""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context

import msgspec

from api.importing.lines import Block, Line
from ledger.asker import mind_the_asker
from ledger.errors import GuanxiError
from ledger.prepared import Prepared

ALONE = 16  # blocks read here before a second process is worth its start, which takes about a second
AHEAD = 6  # blocks the other process may be ahead: enough that it never waits, few enough to hold in memory

Read = Callable[[Line], Prepared]
Readings = Sequence[Prepared | None]
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(list[Prepared | None])


def read_blocks(
    blocks: Iterator[Block], read: Read, *, alone: int | None = None, processes: int | None = None
) -> Generator[tuple[Block, Readings]]:
    """Every block in its order with what its lines say; None for a line that cannot be read: `read` tells why.

    read: a picklable function. alone: blocks read in this process before another one is started. processes: None = as
    many as there are cores; with one nobody reads ahead.
    """
    for _ in range(ALONE if alone is None else alone):
        block = next(blocks, None)
        if block is None:
            return
        yield block, _read_all(block, read)
    if (processes or os.cpu_count() or 1) == 1:
        for block in blocks:
            yield block, _read_all(block, read)
        return
    with second_process(read) as other:
        yield from read_ahead(blocks, read, other, other.submit(int))


def read_ahead(
    blocks: Iterator[Block], read: Read, other: ProcessPoolExecutor, ready: "Future[int]"
) -> Iterator[tuple[Block, Readings]]:
    """The same, read in the other process as soon as it is ready, here until then and when it is gone."""
    waiting: deque[tuple[Block, Future[bytes]]] = deque()
    for block in blocks:
        asked = _ask(other, block) if ready.done() else None
        if asked is not None:
            waiting.append((block, asked))
        while waiting and (asked is None or len(waiting) > AHEAD):
            yield _answered(*waiting.popleft(), read)
        if asked is None:
            yield block, _read_all(block, read)
    while waiting:
        yield _answered(*waiting.popleft(), read)


def _ask(other: ProcessPoolExecutor, block: Block) -> "Future[bytes] | None":
    try:
        return other.submit(_read_there, block)
    except BrokenProcessPool:
        return None


def _answered(block: Block, asked: "Future[bytes]", read: Read) -> tuple[Block, Readings]:
    try:
        return block, _DECODER.decode(asked.result())
    except BrokenProcessPool:  # it was killed; nothing is lost, for this process can read as well
        return block, _read_all(block, read)


@contextmanager
def second_process(read: Read) -> Iterator[ProcessPoolExecutor]:
    """It ends with the block, whatever it was asked for by then."""
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_begin_there, initargs=(read,))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _read_all(block: Block, read: Read) -> Readings:
    return [_read_one(line, read) for line in block.lines()]


def _read_one(line: Line, read: Read) -> Prepared | None:
    try:
        return read(line)
    except GuanxiError:
        return None


_reads_there: Read


def _begin_there(read: Read) -> None:
    """In the second process."""
    global _reads_there
    mind_the_asker()
    _reads_there = read


def _read_there(block: Block) -> bytes:
    return _ENCODER.encode(_read_all(block, _reads_there))
