"""Buckets: the same rows by customer, each customer whole in one file, in order of time."""

import shutil
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import polars as pl

from projections.journal.columns import JOURNAL_SCHEMA
from projections.journal.files import checked, read_columns, size_and_crc32, write_columns
from projections.journal.manifest import BUCKETS, Bucket, Manifest, Segment, buckets_of, segments_of
from projections.windows import Ints

ORDER = ("customer", "occurred_at", "position")


def bucket_of(codes: pl.Series, survivors: Mapping[str, str]) -> Ints:
    """The bucket of each of these customers; merged ones are where the one is that lives on.

    A checksum of the code: every machine and every version puts a customer in the same bucket.
    """
    return _checksums(codes, survivors) % BUCKETS


def share_of(codes: pl.Series, survivors: Mapping[str, str], of: int) -> Ints:
    """Where a bucket is divided in so many shares, that of each of these customers, from 0; merged ones likewise."""
    return _checksums(codes, survivors) // BUCKETS % of


def _checksums(codes: pl.Series, survivors: Mapping[str, str]) -> Ints:
    known = codes.unique().to_list()
    if not known:
        return np.zeros(0, dtype=np.int64)
    numbers = [zlib.crc32(survivors.get(code, code).encode()) for code in known]
    found: Ints = codes.replace_strict(known, numbers, return_dtype=pl.Int64).to_numpy()
    return found


def read_segment(directory: Path, segment: Segment) -> pl.DataFrame:
    """All columns; Broken where the file is not what was sealed."""
    content = checked(segments_of(directory) / segment.name, size=segment.size, crc32=segment.crc32)
    return read_columns(content, JOURNAL_SCHEMA)


def write_buckets(
    directory: Path, manifest: Manifest, generation: int, survivors: Mapping[str, str]
) -> Iterator[tuple[int, Bucket | None]]:
    """Make the buckets of all segments, a part at a time: what is in memory is one segment, then one bucket.

    Yields how many rows were read or written, and each bucket once it is on disk.
    """
    target = buckets_of(directory, generation)
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    with tempfile.TemporaryDirectory(dir=directory, prefix="parts-") as scratch:
        parts = Path(scratch)
        for segment in manifest.segments:
            _spill(read_segment(directory, segment), parts, segment.first, survivors)
            yield segment.rows, None
        for number in range(BUCKETS):
            found = sorted(parts.glob(f"{number:02}-*.parquet"))
            rows = [pl.read_parquet(path) for path in found]
            whole = _in_order(pl.concat(rows, how="diagonal") if rows else pl.DataFrame(schema=JOURNAL_SCHEMA))
            path = target / f"{number:02}.parquet"
            write_columns(whole, path)
            size, crc32 = size_and_crc32(path)
            yield len(whole), Bucket(number=number, rows=len(whole), size=size, crc32=crc32)


def _in_order(rows: pl.DataFrame) -> pl.DataFrame:
    """Column by column, each let go once it is sorted: a frame sorted as one is in memory three times."""
    order = rows.select(pl.arg_sort_by(*ORDER)).to_series()
    return pl.DataFrame([rows.drop_in_place(name).gather(order) for name in rows.columns])


def _spill(journal: pl.DataFrame, parts: Path, first: int, survivors: Mapping[str, str]) -> None:
    """Write the rows of each bucket, with the columns that say anything."""
    for number, rows in by_bucket(journal, survivors):
        rows.write_parquet(parts / f"{number:02}-{first:012}.parquet", compression="lz4")


def by_bucket(journal: pl.DataFrame, survivors: Mapping[str, str]) -> Iterator[tuple[int, pl.DataFrame]]:
    """The rows of each bucket that has any, in their order, with the columns in which any row says something."""
    said = [column.name for column in journal if column.null_count() < len(column)]
    bucket = bucket_of(journal.get_column("customer"), survivors)
    order = np.argsort(bucket, kind="stable")
    numbers, begins = np.unique(bucket[order], return_index=True)
    rows = journal.select(*{*ORDER, *said})[order]
    for number, begin, end in zip(numbers.tolist(), begins.tolist(), [*begins[1:].tolist(), len(rows)], strict=True):
        yield number, rows[begin:end]
