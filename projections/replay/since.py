"""What the buckets of a journal lack: the segments sealed since they were written, and the end of the log."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Self

import polars as pl

from projections.journal import LogRow, journal_of, unread
from projections.journal.bucketing import by_bucket, read_segment
from projections.journal.manifest import Manifest
from projections.journal.sealing import shown_to_everybody
from projections.views.book_slices import BookLog

AT_ONCE = 50_000  # rows of the log; as columns they take a fraction of that


@dataclass(frozen=True, kw_only=True)
class Lacking:
    """Events of some buckets, packed: as columns, most of which say nothing, they would take many times as much.

    rows: how many. packed: Parquet files, each with the columns of JOURNAL_SCHEMA in which any of its rows says
    something.
    """

    rows: int = 0
    packed: tuple[bytes, ...] = ()

    @classmethod
    def of(cls, events: pl.DataFrame) -> Self:
        content = BytesIO()
        events.write_parquet(content, compression="lz4", statistics=False)
        return cls(rows=len(events), packed=(content.getvalue(),))

    def plus(self, other: "Lacking") -> "Lacking":
        return Lacking(rows=self.rows + other.rows, packed=(*self.packed, *other.packed))

    def unpacked(self) -> list[pl.DataFrame]:
        return [pl.read_parquet(BytesIO(one)) for one in self.packed]


@dataclass(frozen=True, kw_only=True)
class Since:
    """by_bucket: the events by the number of their bucket. left_out: how many events up to the cut only a later version
    can read, those in the buckets included.
    """

    by_bucket: Mapping[int, Lacking]
    left_out: int

    def of(self, buckets: Collection[int]) -> Lacking:
        """The events of these buckets."""
        return reduce(
            Lacking.plus, [self.by_bucket[number] for number in buckets if number in self.by_bucket], Lacking()
        )


def since_buckets(log: BookLog, directory: Path, manifest: Manifest, cut: int, survivors: Mapping[str, str]) -> Since:
    """Broken where a segment is not what was sealed. survivors: those by which the buckets were written."""
    left_out = sum(segment.left_out for segment in manifest.segments)
    found, after = defaultdict[int, Lacking](Lacking), manifest.buckets_position

    def add(journal: pl.DataFrame) -> None:
        for number, rows in by_bucket(journal, survivors):
            found[number] = found[number].plus(Lacking.of(rows))

    for segment in manifest.segments:
        if manifest.buckets_position < segment.last and segment.first <= cut:
            add(read_segment(directory, segment).filter(pl.col("position") <= cut))
            after = segment.last
    for some in _chunks(log.rows(after=after, upto=cut)) if after < cut else ():
        left_out += len(unread(some))
        add(journal_of(shown_to_everybody(log, some)))
    return Since(by_bucket=found, left_out=left_out)


def _chunks(rows: Iterator[LogRow]) -> Iterator[list[LogRow]]:
    while some := list(islice(rows, AT_ONCE)):
        yield some
