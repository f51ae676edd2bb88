"""Segments: the log by ranges of positions, each sealed in a file that is never written again."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Protocol

from projections.journal.columns import LEDGER_STREAM, RECORD_KEEPING, LogRow
from projections.journal.decoding import for_everybody, journal_of, unread
from projections.journal.files import sha256_of, size_and_crc32, write_columns
from projections.journal.manifest import Manifest, Segment, segment_name, segments_of

SEGMENT = 250_000  # positions in a segment; about 10 MB

Tell = Callable[[int], None]
"""Told how many more events are done."""


class JournalLog(Protocol):
    """What the journal reads of a ledger."""

    def last(self) -> tuple[int, int | None]: ...

    def rows(
        self, *, after: int = 0, upto: int | None = None, streams: Sequence[str] | None = None
    ) -> Iterator[LogRow]: ...

    def customers(self) -> list[str]: ...


def ranges(sealed: int, last: int, positions: int) -> Iterator[tuple[int, int]]:
    """The segments that are due: (first, last) position of each; only whole ones."""
    while sealed + positions <= last:
        yield sealed + 1, sealed + positions
        sealed += positions


def seal(log: JournalLog, directory: Path, first: int, last: int) -> Segment:
    """Write the segment of these positions, which the log must have."""
    rows, digest = read_range(log, first, last)
    shown = shown_to_everybody(log, rows)
    journal = journal_of(shown)
    path = segments_of(directory) / segment_name(first, last)
    write_columns(journal, path, compression="zstd")
    size, crc32 = size_and_crc32(path)
    return Segment(
        first=first,
        last=last,
        event_id=rows[-1][1],
        rows=len(journal),
        left_out=len(unread(shown)),
        size=size,
        crc32=crc32,
        sha256=sha256_of(path),
        log_sha256=digest,
    )


def is_of(manifest: Manifest, log: JournalLog) -> bool:
    """Whether the journal was made of this log, as far as its last sealed event tells; an empty one was."""
    if not manifest.segments:
        return True
    end = manifest.segments[-1]
    found = log.rows(after=end.last - 1, upto=end.last)
    return end.last <= log.last()[0] and [row[1] for row in found] == [end.event_id]


def read_range(log: JournalLog, first: int, last: int) -> tuple[list[LogRow], str]:
    """What the log says at these positions, and the digest of that."""
    rows = list(log.rows(after=first - 1, upto=last))
    digest = hashlib.sha256()
    for row in rows:
        digest.update(f"{row[0]} {row[1]} {row[2]} {row[4]} {row[5]} {row[6]} {row[7]} {row[8]}\n".encode())
    return rows, digest.hexdigest()


def shown_to_everybody(log: JournalLog, rows: Sequence[LogRow]) -> list[LogRow]:
    """Without what only the compliance role may know, also where it stands before these rows."""
    kept = [row for row in for_everybody(rows) if row[2] != LEDGER_STREAM]
    amended = {row[2] for row in kept if row[4] in RECORD_KEEPING}
    if not amended:
        return kept
    shown = {row[1] for row in _all_of(log, amended, upto=rows[-1][0]) if row[4] in RECORD_KEEPING}
    return [row for row in kept if row[4] not in RECORD_KEEPING or row[1] in shown]


def _all_of(log: JournalLog, customers: Collection[str], *, upto: int) -> list[LogRow]:
    """The record keeping of these customers, and what it may be about, as everybody may see it."""
    codes, found = iter(sorted(customers)), list[LogRow]()
    while some := list(islice(codes, 500)):
        found += for_everybody(log.rows(streams=some, upto=upto))
    return found
