"""`guanxi rebuild` of a book many times over, as a user runs it: how fast, and what it takes of the memory.

BENCH_CUSTOMERS=2000 and BENCH_TIMES=2 say whose customers how many times; BENCH_MEMORY=2 the bound in GiB;
BENCH_JOURNAL=1 builds a journal too, rebuilds from it, and tells whether every row is the same. 20,000 customers 23
times are 30 million events, and take 30 GB in the system's folder of temporary files.
"""

import json
import os
import random
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from bench.many_times import ending, many_times, small_position
from bench.memory import MIB, watched
from bench.rows import cpu_of_children, rate_row
from bench.simulated import simulated
from ledger.sqlite.opening import FILE_NAME as LOG
from projections.views.columns import Table
from projections.views.sqlite.file import FILE_NAME
from projections.views.tables import CUSTOMER_TABLES, TABLES

SAMPLE = 50  # customers whose rows are compared
FIRST = 2  # the position of the first event of a customer in a simulated book


def run() -> None:
    customers, times = int(os.environ.get("BENCH_CUSTOMERS", "2000")), int(os.environ.get("BENCH_TIMES", "2"))
    memory = os.environ.get("BENCH_MEMORY", "2")
    with tempfile.TemporaryDirectory() as home:
        small, large = simulated(customers, Path(home)), Path(home, "large")
        begin = time.perf_counter()
        events = many_times(small, large, times)
        print(rate_row(f"the log made, {customers * times:,} customers: events", events, time.perf_counter() - begin))
        (small / LOG).unlink()
        _guanxi(events, large, "rebuild", "--from-log", "--memory", memory)
        _compare(small / FILE_NAME, large / FILE_NAME, customers, times)
        if os.environ.get("BENCH_JOURNAL"):
            of_the_log = _contents(large / FILE_NAME)
            _guanxi(events, large, "journal", "build")
            _guanxi(events, large, "rebuild", "--memory", memory)
            of_the_journal = _contents(large / FILE_NAME)
            differ = [name for name in of_the_log if of_the_log[name] != of_the_journal[name]]
            print(f"tables whose rows differ, of {len(of_the_log)}: {', '.join(differ) or 'none'}")


def _guanxi(events: int, directory: Path, *words: str) -> None:
    """Run a command in a process of its own and tell what it took."""
    begin, before = time.perf_counter(), cpu_of_children()
    command = [str(Path(sys.executable).with_name("guanxi")), *words, "--data", str(directory), "--format", "json"]
    code, taken = watched(command)
    if code:
        sys.exit(f"error: guanxi {' '.join(words)} ended with {code}")
    wall, cpu = time.perf_counter() - begin, cpu_of_children() - before
    print(rate_row(f"guanxi {' '.join(words)}: events", events, wall))
    print(f"{'  CPU of all processes':<60} {cpu:12.1f} s   {cpu / events * 1e6:8.1f} us an event")
    peaks = ", ".join(f"{peak / MIB:,.0f}" for peak in taken.peaks.values())
    print(f"{'  the most that the processes took, in the order they began':<60} {peaks} MiB")
    print(f"{'  the most that they took together':<60} {taken.together / MIB:12,.0f} MiB")


def _compare(small: Path, large: Path, customers: int, times: int) -> None:
    """Print how many rows there are, and of some customers whether every copy has the rows of the small book."""
    with closing(sqlite3.connect(small)) as before, closing(sqlite3.connect(large)) as after:
        codes = [code for (code,) in before.execute("SELECT customer FROM standing ORDER BY customer")]
        sample = random.Random(customers).sample(codes, min(SAMPLE, len(codes)))
        print(f"{'table':<20} {'rows':>14} {'of the small book':>18} {'differ from it':>15} {'from the first':>15}")
        for table in CUSTOMER_TABLES:
            counts = [one.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0] for one in (after, before)]
            differ = [0, 0]
            for code in sample:
                own = _rows(before, table, code, 1)
                first, *others = (_rows(after, table, code + ending(number), times) for number in range(times))
                differ[0] += first != own
                differ[1] += sum(other != first for other in others)
            print(f"{table.name:<20} {counts[0]:>14,} {counts[1]:>18,} {differ[0]:>15} {differ[1]:>15}")


def _contents(path: Path) -> dict[str, int]:
    """By table what all its rows add up to, in whatever order they stand; only within a process the same."""
    with closing(sqlite3.connect(path)) as views:
        return {
            table.name: sum(map(hash, views.execute(f"SELECT {', '.join(table.names)} FROM {table.name}")))
            for table in TABLES
        }


def _rows(views: sqlite3.Connection, table: Table, code: str, times: int) -> list[tuple[object, ...]]:
    """A customer's rows but for its code, with the positions of the small book."""
    names = [name for name in table.names if name != "customer"]
    found = views.execute(f"SELECT {', '.join(names)} FROM {table.name} WHERE customer = ?", (code,))
    return [tuple(_small(name, value, times) for name, value in zip(names, row, strict=True)) for row in found]


def _small(name: str, value: object, times: int) -> object:
    if name == "position" and isinstance(value, int):
        return small_position(value, first=FIRST, times=times)
    if name.endswith("evidence") and isinstance(value, str):
        return [small_position(position, first=FIRST, times=times) for position in json.loads(value)]
    return value
