"""A journal that holds every customer of another one many times over, each time under another code."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from projections.journal import LogRow
from projections.journal.files import read_columns, size_and_crc32, write_columns
from projections.journal.manifest import Bucket, Manifest, buckets_of, read_manifest, write_manifest


def multiply(journal: Path, target: Path, times: int) -> None:
    """Make the directory `target` with the buckets of `journal` so many times over."""
    manifest = read_manifest(journal)
    last = manifest.sealed
    buckets_of(target, 1).mkdir(parents=True)
    buckets = []
    for bucket in manifest.buckets:
        content = (buckets_of(journal, manifest.generation) / bucket.name).read_bytes()
        one = read_columns(content, pl.read_parquet_schema(buckets_of(journal, manifest.generation) / bucket.name))
        copies = [
            one.with_columns(
                (pl.col(name) + f"~{k}").alias(name) for name in ("customer", "event_id", "target")
            ).with_columns(position=pl.col("position") + k * last)
            for k in range(times)
        ]
        path = buckets_of(target, 1) / bucket.name
        whole = pl.concat(copies).sort("customer", "occurred_at", "position")
        write_columns(whole, path)
        size, crc32 = size_and_crc32(path)
        buckets.append(Bucket(number=bucket.number, rows=len(whole), size=size, crc32=crc32))
    write_manifest(target, Manifest(generation=1, buckets_position=last * times, buckets=tuple(buckets)))


class Many:
    """The ledger such a journal would be of, as far as a replay from the journal asks for it."""

    def __init__(self, events: int, recorded_at: int) -> None:
        self._last = events, recorded_at

    def last(self) -> tuple[int, int]:
        return self._last

    def sweeps(self, *, upto: int) -> list[object]:
        return []

    def rows(self, **which: object) -> Iterator[LogRow]:
        return iter(())

    def customers(self) -> list[str]:
        return []
