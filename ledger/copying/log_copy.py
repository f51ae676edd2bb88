"""Copying a whole log into an empty one: every event with its position, id, times and leaf, proved before it stays."""

from collections.abc import Callable
from hashlib import sha256

from ledger.errors import RuleBroken, Unavailable
from ledger.leaf import leaf_hash
from ledger.log_row import Row
from ledger.reading import Reading
from ledger.recorder import LedgerRecorder
from ledger.writing import Writing

PAGE = 5_000
Counting = Callable[[int], None]


def copy_log(
    source: LedgerRecorder,
    target: LedgerRecorder,
    *,
    progress: Counting = lambda events: None,
    before_it_stays: Callable[[], None] = lambda: None,
) -> int:
    """Copy one moment of the source, in one write: whoever breaks it off leaves the target as empty as it was.

    How many events that were. RuleBroken where the target holds an event; Unavailable where what was copied is not what
    was recorded. progress: told how many more events were copied. before_it_stays: called when all are, and proved.
    """
    with source.reading() as log, target.writing() as writing:
        if writing.last()[0]:
            raise RuleBroken(
                "a log is copied into an empty one, and this one holds events", "Name another directory or database."
            )
        copied = _copied(log, writing, progress)
        _check(writing, *copied)
        before_it_stays()
    return copied[0]


def _copied(log: Reading, writing: Writing, progress: Counting) -> tuple[int, bytes]:
    """(events, a digest of their leaves)."""
    digest, position, end = sha256(), 0, log.last()[0]
    while position < end:
        rows = log.page(after=position, upto=end, limit=PAGE)
        writing.take(rows)
        for row in rows:
            digest.update(row.leaf)
        position = rows[-1].id
        progress(len(rows))
    return position, digest.digest()


def _check(writing: Writing, end: int, leaves: bytes) -> None:
    """What stands in the target is read back: every leaf is the hash of what is there, and the one of the source."""
    digest, position = sha256(), 0
    while position < end:
        rows = writing.page(after=position, limit=PAGE)
        for row in rows:
            position += 1
            if row.id != position or _leaf(row) != row.leaf:
                raise _differs(f"event {position} does not verify")
            digest.update(row.leaf)
        if not rows:
            raise _differs(f"event {position + 1} is missing")
    if digest.digest() != leaves:
        raise _differs("it is another one than was read")


def _leaf(row: Row) -> bytes:
    return leaf_hash(
        *(row.id, row.event_id, str(row.originator_id), row.originator_version, row.topic, row.schema),
        *(row.occurred_at, row.recorded_at, row.source, row.external_id, row.state, row.metadata),
    )


def _differs(what: str) -> Unavailable:
    return Unavailable(f"the log was not copied: {what}", "`guanxi verify` of the source says more.")
