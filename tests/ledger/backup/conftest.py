"""A ledger with personal data in a directory of its own, and the tools to back it up."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from ledger.application import Ledger, open_ledger
from ledger.backup.putting_back import PutBack, put_back
from ledger.backup.saving import Backup, save
from ledger.document import read_document

NOON = 1_741_953_600_000_000  # 2025-03-14T12:00:00Z
IN_ENVIRONMENT = {"GUANXI_MASTER_KEY": b64encode(bytes(32)).decode()}
LI = {"contact_id": "K1", "name": "Li Wei", "department": "Purchasing", "level": "middle"}
WANG = {"contact_id": "K2", "name": "Wang Fang", "department": "Quality", "level": "middle"}


def noon() -> int:
    return NOON


@dataclass(frozen=True)
class Place:
    """Where a test's data directories and backups lie, and how they are opened: with the master key in its file."""

    root: Path

    def open(self, name: str = "data", **given: Any) -> Ledger:
        return open_ledger(self.root / name, clock=noon, **{"environ": {}, **given})

    def record(self, ledger: Ledger, kind: str, data: dict[str, Any], customer: str = "C-1") -> int:
        document = {"customer": customer, "type": kind, "occurred_at": "2025-03-10T09:00:00Z", "data": data}
        return ledger.record(read_document(document, zone=UTC, now=NOON)).position

    def save(self, file: str = "b.tar", *, source: str = "data", with_keys: bool = False, **given: Any) -> Backup:
        settings = {"environ": {}, **given}
        return save(self.root / source, self.root / file, with_keys=with_keys, now=NOON, **settings)

    def put_back(self, name: str = "new", *, file: str = "b.tar", **given: Any) -> PutBack:
        return put_back(self.root / file, self.root / name, **{"clock": noon, "environ": {}, **given})

    def read(self, name: str = "new", **given: Any) -> list[dict[str, Any]]:
        with self.open(name, create=False, **given) as ledger:
            return [dict(event.data) for event in ledger.events()]

    def leaves(self, name: str = "new") -> list[bytes]:
        with self.open(name, create=False) as ledger:
            return [event.leaf for event in ledger.events()]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Its directory `data` holds a customer, Li Wei, Wang Fang and a visit to both."""
    made = Place(tmp_path)
    with made.open() as ledger:
        made.record(ledger, "CustomerRegistered", {"name": "Nordwind", "currency": "EUR"})
        made.record(ledger, "ContactAdded", LI)
        made.record(ledger, "ContactAdded", WANG)
        made.record(ledger, "VisitMade", {"contact_ids": ["K1", "K2"], "topics": "prices"})
    return made
