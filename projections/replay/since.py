"""What the buckets of a journal lack: the segments sealed since they were written, and the end of the log."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import polars as pl

from projections.journal import JOURNAL_SCHEMA, LogRow, column, journal_of, unread
from projections.journal.bucketing import read_segment
from projections.journal.manifest import Manifest
from projections.journal.sealing import shown_to_everybody
from projections.views.book_slices import BookLog

AT_ONCE = 50_000  # rows of the log; as columns they take a fraction of that


@dataclass(frozen=True, kw_only=True)
class Since:
    """events: all columns of JOURNAL_SCHEMA. left_out: how many events up to the cut only a later version can read,
    those in the buckets included.
    """

    events: pl.DataFrame
    left_out: int


def since_buckets(log: BookLog, directory: Path, manifest: Manifest, cut: int) -> Since:
    """Broken where a segment is not what was sealed."""
    left_out = sum(segment.left_out for segment in manifest.segments)
    frames, after = [_whole(journal_of([]))], manifest.buckets_position
    for segment in manifest.segments:
        if manifest.buckets_position < segment.last and segment.first <= cut:
            frames.append(read_segment(directory, segment).filter(pl.col("position") <= cut))
            after = segment.last
    for rows in _chunks(log.rows(after=after, upto=cut)) if after < cut else ():
        left_out += len(unread(rows))
        frames.append(_whole(journal_of(shown_to_everybody(log, rows))))
    return Since(events=pl.concat(frames), left_out=left_out)


def _whole(journal: pl.DataFrame) -> pl.DataFrame:
    return pl.DataFrame([column(journal, name) for name in JOURNAL_SCHEMA])


def _chunks(rows: Iterator[LogRow]) -> Iterator[list[LogRow]]:
    while some := list(islice(rows, AT_ONCE)):
        yield some
