"""One interaction appended durably: through our API, eventsourcing's bare append, and the bare row into our table."""

import json
import sqlite3
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

from bench.rows import cost_row, latency_row, ratio_row, timed, timed_in_turn
from ledger.application import Ledger, now_micros, open_ledger
from ledger.document import read_document
from ledger.sqlite.datastore import PRAGMAS
from ledger.sqlite.schema import STATEMENTS
from ledger.sqlite.statements import INSERT

UTC = ZoneInfo("UTC")
ROUNDS = 2_000
LONG = 100_000
DATA = '{"amount":"12500.00","currency":"CNY","order_id":"SO-88213"}'
METADATA, LEAF = '{"recorded_by":"local"}', bytes(32)


def order_line(customer: str, number: int) -> bytes:
    document = {
        "customer": customer,
        "type": "OrderPlaced",
        "occurred_at": "2025-03-14T10:00:00+08:00",
        "source": "erp",
        "external_id": f"{customer}-SO-{number}",
        "data": {"order_id": f"SO-{number}", "amount": "12500.00", "currency": "CNY"},
    }
    return json.dumps(document).encode()


def registration(customer: str) -> bytes:
    document = {
        "customer": customer,
        "type": "CustomerRegistered",
        "occurred_at": "2024-01-01",
        "data": {"name": "华东机电", "currency": "CNY"},
    }
    return json.dumps(document).encode()


def record_line(ledger: Ledger, line: bytes) -> None:
    """What a caller does: read, validate, decide, append."""
    ledger.record(read_document(line, zone=UTC, now=now_micros()))


@contextmanager
def stock_recorder(path: Path) -> Iterator[SQLiteApplicationRecorder]:
    """eventsourcing's own SQLite recorder; WAL with synchronous=FULL, as ours."""
    store = SQLiteDatastore(str(path))
    recorder = SQLiteApplicationRecorder(store)
    recorder.create_table()
    try:
        yield recorder
    finally:
        store.close()


@contextmanager
def bare_table(path: Path) -> Iterator[sqlite3.Connection]:
    """A table as the ledger's, with its indexes and guards and as durable, and nothing before it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        for statement in (*(f"PRAGMA {pragma}" for pragma in PRAGMAS), *STATEMENTS):
            connection.execute(statement)
        yield connection


def bare_append(connection: sqlite3.Connection, number: int) -> None:
    row = (number + 1, f"{number:036}", "C-1", number + 1, "OrderPlaced", 1, 0, number, "erp", f"C-1-SO-{number}")
    connection.execute(INSERT, (*row, DATA, METADATA, LEAF, f"order:SO-{number}"))


def run() -> None:
    state = json.dumps({"order_id": "SO-1", "amount": "12500.00", "currency": "CNY", "pad": "x" * 200}).encode()
    stream = str(uuid4())
    with (
        tempfile.TemporaryDirectory() as home,
        stock_recorder(Path(home, "stock.db")) as stock,
        bare_table(Path(home, "bare.db")) as table,
        open_ledger(Path(home, "ours")) as ledger,
    ):
        record_line(ledger, registration("C-1"))
        (ours, cpu_ours), (bare, cpu_bare), (row, _) = timed_in_turn(
            (
                lambda n: record_line(ledger, order_line("C-1", n)),
                lambda n: stock.insert_events([StoredEvent(stream, n + 1, "order", state)]),
                lambda n: bare_append(table, n),
            ),
            ROUNDS,
        )
        print(latency_row("Guanxi: read, validate, decide, hash, append", ours, p50=1))
        print(latency_row("eventsourcing 9.5.6: bare append, no validation", bare))
        print(latency_row("sqlite3: the bare row into the same table and indexes", row))
        ratio = statistics.median(bare) / statistics.median(ours)
        print(ratio_row("rate of ours / rate of eventsourcing", ratio, goal=0.5))
        print(ratio_row("rate of ours / rate of the bare row", statistics.median(row) / statistics.median(ours)))
        print(cost_row("CPU of ours", cpu_ours))
        print(cost_row("CPU of eventsourcing", cpu_bare))
        print(ratio_row("rate of ours / rate of eventsourcing, by CPU", cpu_bare / cpu_ours))
        record_line(ledger, registration("C-long"))
        for start in range(0, LONG, 10_000):
            lines = (order_line("C-long", n) for n in range(start, start + 10_000))
            ledger.record_many([read_document(line, zone=UTC, now=now_micros()) for line in lines])
        long = timed(lambda n: record_line(ledger, order_line("C-long", LONG + n)), ROUNDS)
        print(latency_row(f"Guanxi: the same to a customer with {LONG:,} events", long))
