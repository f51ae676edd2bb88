"""The whole book judged, from the journal and from the log, beside what reading alone costs.

BENCH_CUSTOMERS="800 8000" names the sizes (126 events a customer); BENCH_TIMES=10 also replays the journal of the last
size so many times over, its customers renamed, in place of a ledger of that size.
"""

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import polars as pl
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from api.simulation.arguments import Arguments
from api.simulation.book import write_book
from bench.rows import cpu_of_children, rate_row, ratio_row
from ledger.application import Ledger, open_ledger
from ledger.document import read_document
from ledger.times import to_micros
from projections.clocks import Clocks
from projections.journal import LogRow
from projections.journal.building import build
from projections.journal.files import read_columns, size_and_crc32, write_columns
from projections.journal.manifest import Bucket, Manifest, buckets_of, read_manifest, write_manifest
from projections.policy_file import default_policy
from projections.replay.replaying import replayed_book
from projections.replay.workers import Workers

UNTIL = date(2025, 12, 31)
NOW = to_micros(datetime(2026, 1, 1, tzinfo=UTC))
AS_OF = to_micros(datetime(2025, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC))
STREAMS, PER_STREAM = 200, 126
RESTORED_AT_ONCE = 20_000


def run() -> None:
    sizes = [int(size) for size in os.environ.get("BENCH_CUSTOMERS", "800").split()]
    times = int(os.environ.get("BENCH_TIMES", "1"))
    stock = _stock_replay()
    for customers in sizes:
        with tempfile.TemporaryDirectory() as home:
            directory = Path(home, "data")
            opened = partial(open_ledger, directory, clock=lambda: NOW)
            with opened() as ledger:
                _restore(ledger, Path(home), customers)
                build(ledger, directory / "journal", {}, positions=ledger.last()[0])
                print(f"\n{customers:,} customers, {ledger.last()[0]:,} events")
                floor = _reading(directory, ledger.last()[0])
                again = partial(open_ledger, directory, create=False)
                _replays(ledger, again, directory / "journal", stock, floor)
                if customers == sizes[-1] and times > 1:
                    many = Many(ledger.last()[0] * times)
                    _multiply(directory / "journal", Path(home, "many"), times)
                    print(f"\n{customers * times:,} customers, {many.events:,} events: the last {times} times over")
                    _replays(many, again, Path(home, "many"), stock, floor, log_too=False)


def _replays(
    log: "Ledger | Many",
    again: Callable[[], Ledger],
    journal: Path,
    stock: float,
    floor: float,
    *,
    log_too: bool = True,
) -> None:
    position = log.last()[0]
    clocks = Clocks(as_of=AS_OF, known_at=NOW, position=position, cut=position, rules=default_policy())
    for count in sorted({1, os.cpu_count() or 1}):
        for source in (journal, None) if log_too else (journal,):
            where = "the journal" if source else "the log"
            before, begun = time.process_time() + cpu_of_children(), time.perf_counter()
            with Workers(again, count) as workers:
                ready = time.perf_counter()
                book = replayed_book(log, clocks, workers, journal=source)  # type: ignore[arg-type]
                seconds = time.perf_counter() - ready
            cpu = time.process_time() + cpu_of_children() - before
            print(rate_row(f"{len(book):,} book rows from {where}, {count} processes", position, seconds))
            used = f"{cpu:12.2f} s   {cpu / position * 1e6:8.2f} us/event"
            print(f"{'  CPU of all processes, starting them included':<60} {used}")
            print(f"{'  starting the processes':<60} {ready - begun:12.2f} s")
            print(ratio_row("  times stock eventsourcing replay", position / seconds / stock))
            print(ratio_row("  times polars' plain group-by over the same files", position / seconds / floor))


def _reading(directory: Path, events: int) -> float:
    """A scan of the log and a group-by over the buckets; the rate of the latter."""
    connection = sqlite3.connect(directory / "ledger.db")
    begun = time.perf_counter()
    for _ in connection.execute("SELECT position, stream, type, occurred_at, data FROM events"):
        pass
    print(rate_row("bare sqlite3 scan", events, time.perf_counter() - begun))
    connection.close()
    begun = time.perf_counter()
    files = pl.scan_parquet(directory / "journal" / "buckets-1" / "*.parquet")
    files.group_by("customer").agg(pl.len(), pl.col("amount_minor").sum()).collect()
    seconds = time.perf_counter() - begun
    print(rate_row("polars: one group-by over the buckets", events, seconds))
    return events / seconds


class Told(Aggregate):
    """A stream of the stock kind."""

    def __init__(self) -> None:
        self.total = 0

    @event("Told")
    def tell(self, order_id: str, amount: int) -> None:
        self.total += amount


def _stock_replay() -> float:
    """Events a second of eventsourcing 9.5 reading streams back without any projection."""
    with tempfile.TemporaryDirectory() as home:
        app: Application = Application(
            {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(Path(home, "stock.db"))}
        )
        streams = []
        for _ in range(STREAMS):
            told = Told()
            for number in range(PER_STREAM - 1):
                told.tell(f"SO-{number}", number)
            app.save(told)
            streams.append(told.id)
        begun = time.perf_counter()
        for stream in streams:
            app.repository.get(stream)
        seconds = time.perf_counter() - begun
        app.close()
    events = STREAMS * PER_STREAM
    print(rate_row("stock eventsourcing replay, no projection", events, seconds))
    return events / seconds


def _restore(ledger: Ledger, home: Path, customers: int) -> None:
    path = home / "book.jsonl"
    write_book(Arguments(customers=customers, years=5, seed=1, until=UNTIL), path, processes=os.cpu_count() or 1)
    with path.open("rb") as lines:
        past = [read_document(line, zone=UTC, now=NOW, restoring=True) for line in lines]
    ledger.restore(past, source=path.name, simulated=True)


def _multiply(journal: Path, target: Path, times: int) -> None:
    """A journal with every customer so many times, each under a name of its own."""
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

    def __init__(self, events: int) -> None:
        self.events = events

    def last(self) -> tuple[int, int]:
        return self.events, NOW

    def sweeps(self, *, upto: int) -> list[object]:
        return []

    def rows(self, **which: object) -> Iterator[LogRow]:
        return iter(())

    def customers(self) -> list[str]:
        return []
