"""A ledger with events of many kinds, and copies of its file that anybody may write to."""

import sqlite3
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from ledger.application import open_ledger
from ledger.document import read_document
from ledger.interaction import Interaction
from ledger.sqlite.schema import STATEMENTS

NOON = 1_741_953_600_000_000  # 2025-03-14T12:00:00Z
ENVIRON = {"GUANXI_MASTER_KEY": b64encode(bytes(32)).decode()}
LI = {"contact_id": "K1", "name": "Li Wei", "department": "Purchasing", "level": "middle"}


def fact(customer: str, kind: str, data: dict[str, Any], ext: str | None = None) -> Interaction:
    document = {"customer": customer, "type": kind, "occurred_at": "2025-03-10T09:00:00Z", "data": data}
    if ext:
        document |= {"source": "erp", "external_id": ext}
    return read_document(document, zone=UTC, now=NOON)


def order(customer: str, order_id: str) -> Interaction:
    data = {"order_id": order_id, "currency": "EUR", "amount": "5.00"}
    return fact(customer, "OrderPlaced", data, ext=order_id)


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger.db with 16 events in three streams, all of it in the one file."""
    directory = tmp_path_factory.mktemp("sound")
    with open_ledger(directory, clock=lambda: NOON, environ=ENVIRON) as ledger:
        for code in ("C-1", "C-2"):
            ledger.record(fact(code, "CustomerRegistered", {"name": "北方", "currency": "EUR"}))
        ledger.record_many([order("C-1", f"SO-{number}") for number in range(1, 9)])
        ledger.record(fact("C-1", "ContactAdded", LI))
        ledger.record(fact("C-1", "VisitMade", {"contact_ids": ["K1"], "topics": "prices"}, ext="V-1"))
        target = ledger.find("3").event_id
        ledger.record(fact("C-1", "EventRetracted", {"event_id": target, "reason": "typed twice"}))
        ledger.record(order("C-2", "SO-9"))
        ledger.finish_import(batch_id="B-1", files=[], counts=dict.fromkeys(COUNTS, 0))
        ledger.record(order("C-2", "SO-10"))
    with closing(sqlite3.connect(directory / "ledger.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
    return directory / "ledger.db"


COUNTS = ("rows", "rows_used", "rows_left_out", "rows_rejected", "read", "recorded", "known", "rejected")


@pytest.fixture
def file(sound: Path, tmp_path: Path) -> Path:
    """A copy of its own for every test."""
    copy = tmp_path / "ledger.db"
    copy.write_bytes(sound.read_bytes())
    return copy


@pytest.fixture
def around() -> Callable[[Path], Any]:
    """A connection that goes around the triggers, as whoever holds the file can; they stand again afterwards."""

    @contextmanager
    def tamper(file: Path) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            triggers = [statement for statement in STATEMENTS if "CREATE TRIGGER" in statement]
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                connection.execute(f"DROP TRIGGER {name}")
            yield connection
            for trigger in triggers:
                connection.execute(trigger)

    return tamper
