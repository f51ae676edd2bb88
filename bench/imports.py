"""Many events at once: `guanxi import` of JSON Lines, record_many, and bare executemany into the same table."""

import os
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from api.importing.importing import import_files
from bench.append import bare_table, order_line, registration
from bench.rows import cost_row, rate_row, ratio_row
from ledger.application import CHUNK, now_micros, open_ledger
from ledger.document import read_document
from ledger.sqlite.statements import INSERT

UTC = ZoneInfo("UTC")
EVENTS = 200_000
EACH = 100  # orders of one customer
GOAL = 40_000  # events a second
SMALLER = 2_000
GUARD = "DROP TRIGGER events_stand_in_order"


@dataclass
class Spent:
    """Seconds; cpu: of this process only, which no other work on the machine can lengthen much."""

    wall: float = 0.0
    cpu: float = 0.0


def lines(events: int) -> Iterator[bytes]:
    """Registrations first, then the orders, each customer's in turn."""
    customers = max(1, events // EACH)
    yield from (registration(f"C-{number}") for number in range(customers))
    yield from (order_line(f"C-{number % customers}", number) for number in range(events - customers))


def run(events: int = EVENTS) -> None:
    """Three times the same events; the memory is that of this process when it has imported, before anything else."""
    with tempfile.TemporaryDirectory() as home:
        file = Path(home, "events.jsonl")
        with file.open("wb") as out:
            out.writelines(line + b"\n" for line in lines(events))
        imported = _imported(Path(home, "imported"), file, events)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        rows = _rows(Path(home, "imported"))
        recorded = _recorded(Path(home, "recorded"), events)
        guarded = _bare(Path(home, "guarded.db"), rows)
        smaller = _bare(Path(home, "smaller.db"), rows, at_once=SMALLER)
        unguarded = _bare(Path(home, "unguarded.db"), rows, GUARD)
    for name, spent, goal in (
        (f"guanxi import, checked, {os.cpu_count()} cores", imported, GOAL),
        ("record_many, read before", recorded, None),
        ("bare executemany, the same table, indexes and guards", guarded, None),
        (f"the same, {SMALLER:,} rows a transaction instead of {CHUNK:,}", smaller, None),
        ("bare executemany, without the guard of the order", unguarded, None),
    ):
        print(rate_row(name, events, spent.wall, goal=goal))
        print(cost_row("  CPU of this process", spent.cpu / events))
    print(ratio_row("rate of import / rate of bare executemany", guarded.wall / imported.wall, goal=0.5))
    print(ratio_row(f"rate of import / the same of {SMALLER:,}", smaller.wall / imported.wall))
    print(ratio_row("the same by CPU of the writing process", guarded.cpu / imported.cpu))
    print(ratio_row("rate of record_many / rate of bare executemany, by CPU", guarded.cpu / recorded.cpu))
    print(f"{'memory of the importing process at its most':<60} {memory:12,.0f} MiB")


def _imported(directory: Path, file: Path, events: int) -> Spent:
    with open_ledger(directory) as ledger, _timed() as spent:
        summary = import_files(
            ledger,
            [file],
            mapping=None,
            restore=False,
            ignore_recorded_at=False,
            strict=False,
            dry_run=False,
            zone=UTC,
            now=now_micros(),
            rejects_dir=directory / "rejects",
        )
    if summary.total("recorded") != events:
        sys.exit(f"error: {summary.total('recorded')} of {events} events were recorded. See {summary.rejects_file}")
    return spent


def _recorded(directory: Path, events: int) -> Spent:
    now = now_micros()
    interactions = [read_document(line, zone=UTC, now=now) for line in lines(events)]
    with open_ledger(directory) as ledger, _timed() as spent:
        ledger.record_many(interactions)
    return spent


def _rows(directory: Path) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(directory / "ledger.db")) as connection:
        return connection.execute("SELECT * FROM events ORDER BY position").fetchall()


def _bare(path: Path, rows: list[tuple[Any, ...]], *first: str, at_once: int = CHUNK) -> Spent:
    """at_once: rows a transaction, as many as the ledger writes; `first`: statements before."""
    with bare_table(path) as connection:
        for statement in first:
            connection.execute(statement)
        with _timed() as spent:
            for start in range(0, len(rows), at_once):
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany(INSERT, rows[start : start + at_once])
                connection.execute("COMMIT")
    return spent


@contextmanager
def _timed() -> Iterator[Spent]:
    """What the block has spent, once it is over."""
    spent = Spent()
    wall, cpu = time.perf_counter(), time.process_time()
    yield spent
    spent.wall, spent.cpu = time.perf_counter() - wall, time.process_time() - cpu
