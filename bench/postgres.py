"""A ledger in PostgreSQL beside bare psycopg into the same table and eventsourcing's own recorder: import and append.

The server is one of its own with fsync on, from the wheel that carries the tests' PostgreSQL.
"""

import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import psycopg
from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from psycopg.conninfo import conninfo_to_dict

from api.importing.importing import import_files
from bench.append import order_line, record_line, registration
from bench.rows import cost_row, cpu_of_children, latency_row, rate_row, ratio_row, timed
from ledger.application import Ledger, now_micros, open_ledger
from ledger.place import Place
from ledger.postgres.address import read_address
from ledger.postgres.opening import ledger_database
from ledger.postgres.statements import COPY, INSERT
from tests.postgres.server import Server, start, stop

CUSTOMERS, EACH = 500, 100
ROUNDS = 500
BATCH = 500  # more hang eventsourcing's recorder over a local socket

Row = tuple[object, ...]


@dataclass(frozen=True, kw_only=True)
class _Imported:
    """Seconds; writing, reading: of CPU, of this process and of the one that reads ahead, its start included."""

    events: int
    wall: float
    writing: float
    reading: float

    def tell(self, name: str) -> None:
        print(rate_row(name, self.events, self.wall))
        print(cost_row("CPU of it, the process that writes", self.writing / self.events))
        print(cost_row("CPU of it, the process that reads ahead, with its start", self.reading / self.events))


def run(customers: int = CUSTOMERS, rounds: int = ROUNDS) -> None:
    server = start(settings={"shared_buffers": "256MB", "max_wal_size": "4GB"})
    try:
        with tempfile.TemporaryDirectory() as home:
            _run(server, Path(home), customers, rounds)
    finally:
        stop(server)


def _run(server: Server, home: Path, customers: int, rounds: int) -> None:
    place = Place(directory=home / "data", database=_database(server, "ours"))
    with open_ledger(home / "sqlite") as ledger:
        into_file = _import(ledger, home, customers)
        into_file.tell("Guanxi: import of JSON Lines into SQLite")
    with open_ledger(place) as ledger:
        theirs = _cpu(server)
        imported = _import(ledger, home, customers)
        seconds, events = imported.wall, imported.events
        imported.tell("Guanxi: the same import into PostgreSQL")
        print(cost_row("CPU of it, the server", (_cpu(server) - theirs) / events))
        print(ratio_row("rate into PostgreSQL / rate into SQLite", into_file.wall / seconds))
        with ledger.application.recorder.reading() as reading:
            rows = [row.columns() for row in reading.page(limit=events)]
        copied = _bare(server, "copied", rows, _copy)
        print(rate_row(f"psycopg: bare COPY, {2_000:,} a transaction, same table and indexes", len(rows), copied))
        inserted = _bare(server, "inserted", rows, _executemany)
        print(rate_row(f"psycopg: bare executemany, {BATCH} a transaction, the same", len(rows), inserted))
        with _stock(server) as stock:
            spent = _stock_import(stock, rows)
            print(rate_row(f"eventsourcing 9.5.6: insert_events, {BATCH} a transaction", len(rows), spent))
            print(ratio_row("rate of ours / rate of bare COPY", copied * events / (seconds * len(rows))))
            print(ratio_row("rate of ours / rate of bare executemany", inserted * events / (seconds * len(rows))))
            print(ratio_row("rate of ours / rate of eventsourcing", spent * events / (seconds * len(rows))))
            record_line(ledger, registration("C-1"))
            stream, state = str(uuid4()), bytes(str(rows[-1][10]), "utf-8")
            ours = timed(lambda n: record_line(ledger, order_line("C-1", n)), rounds)
            bare = timed(lambda n: stock.insert_events([StoredEvent(stream, n + 1, "order", state)]), rounds)
        print(latency_row("Guanxi: read, validate, decide, hash, append", ours))
        print(latency_row("eventsourcing 9.5.6: bare append, no validation", bare))
        print(ratio_row("rate of ours / rate of the bare append", statistics.median(bare) / statistics.median(ours)))


def _import(ledger: Ledger, home: Path, customers: int) -> "_Imported":
    """Of a file of orders, a hundred a customer, which is written before anything is measured."""
    file = home / "orders.jsonl"
    with file.open("wb") as lines:
        for number in range(customers):
            registered = {
                "customer": f"K-{number}",
                "type": "CustomerRegistered",
                "occurred_at": "2024-01-01",
                "data": {"name": "华东机电", "currency": "CNY"},
            }
            lines.write(json.dumps(registered).encode() + b"\n")
            lines.writelines(order_line(f"K-{number}", order) + b"\n" for order in range(EACH))
    begin, writing, reading = time.perf_counter(), time.process_time(), cpu_of_children()
    summary = import_files(
        ledger,
        [file],
        mapping=None,
        restore=False,
        ignore_recorded_at=False,
        strict=False,
        dry_run=False,
        zone=ZoneInfo("UTC"),
        now=now_micros(),
        rejects_dir=home / "rejects",
    )
    return _Imported(
        events=summary.total("recorded"),
        wall=time.perf_counter() - begin,
        writing=time.process_time() - writing,
        reading=cpu_of_children() - reading,
    )


def _cpu(server: Server) -> float:
    """Seconds of processor time that the server's processes have used (Linux)."""
    postmaster = Path(server.home, "data", "postmaster.pid").read_text().split()[0]
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            own, ended = sum(map(int, fields[11:13])), sum(map(int, fields[13:15]))
            ticks += own + ended if stat.parent.name == postmaster else own if fields[1] == postmaster else 0
    return ticks / os.sysconf("SC_CLK_TCK")


def _database(server: Server, name: str) -> str:
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")  # type: ignore[call-overload]
    return server.url(name)


def _bare(server: Server, name: str, rows: list[Row], insert: Callable[[Any, list[Row]], None]) -> float:
    """Seconds into an empty ledger's table without its triggers."""
    url = _database(server, name)
    ledger_database(read_address(url), create=True)
    with psycopg.connect(url) as connection:
        connection.execute("ALTER TABLE guanxi.events DISABLE TRIGGER ALL")
        connection.commit()
        begin = time.perf_counter()
        insert(connection, rows)
        return time.perf_counter() - begin


def _copy(connection: psycopg.Connection, rows: list[Row]) -> None:
    for first in range(0, len(rows), 2_000):
        with connection.cursor().copy(COPY) as copy:
            for row in rows[first : first + 2_000]:
                copy.write_row(row)
        connection.commit()


def _executemany(connection: psycopg.Connection, rows: list[Row]) -> None:
    cursor = psycopg.RawCursor(connection)
    for first in range(0, len(rows), BATCH):
        cursor.executemany(INSERT, rows[first : first + BATCH])
        connection.commit()


@contextmanager
def _stock(server: Server) -> Iterator[PostgresApplicationRecorder]:
    """eventsourcing's own recorder, with its own table and its own two indexes."""
    given = conninfo_to_dict(_database(server, "stock"))
    store = PostgresDatastore(
        str(given["dbname"]), str(given["host"]), str(given["port"]), str(given["user"]), "", originator_id_type="text"
    )
    recorder = PostgresApplicationRecorder(store)
    recorder.create_table()
    try:
        yield recorder
    finally:
        store.close()


def _stock_import(recorder: PostgresApplicationRecorder, rows: list[Row]) -> float:
    events = [StoredEvent(str(row[2]), int(str(row[3])), str(row[4]), str(row[10]).encode()) for row in rows]
    begin = time.perf_counter()
    for first in range(0, len(events), BATCH):
        recorder.insert_events(events[first : first + BATCH])
    return time.perf_counter() - begin
