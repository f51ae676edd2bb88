"""A real ledger with two customers, a clock that moves only when told, and views beside it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from ledger.application import Ledger, open_ledger
from ledger.document import read_document
from ledger.place import Place
from ledger.receipt import Receipt
from tests.views.stores import STORES

NOON = 1_741_953_600_000_000  # 2025-03-14T12:00:00Z
DAY = 86_400_000_000


@dataclass
class Clock:
    """Microseconds since 1970 UTC."""

    now: int = NOON

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Where the ledger stands."""
    return Place(directory=tmp_path / "data")


@pytest.fixture(params=STORES)
def every_place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """One in every store."""
    database = request.getfixturevalue("database") if request.param == "postgres" else None
    return Place(directory=tmp_path / "data", database=database)


@pytest.fixture
def ledger(place: Place, clock: Clock) -> Iterator[Ledger]:
    with open_ledger(place, clock=clock) as opened:
        yield opened


@pytest.fixture
def views(ledger: Ledger) -> Path:
    """Where the views of the ledger stand, or will."""
    return ledger.directory / "views.db"


Tell = Callable[..., Receipt]


@pytest.fixture
def tell(ledger: Ledger, clock: Clock) -> Tell:
    """Record one interaction: tell(customer, type, at="2025-03-01", field=...)."""

    def record(customer: str, kind: str, at: str = "2025-03-01", /, **data: Any) -> Receipt:
        document = {"customer": customer, "type": kind, "occurred_at": at, "data": data}
        return ledger.record(read_document(document, zone=UTC, now=clock()))

    return record


@pytest.fixture
def book(tell: Tell) -> None:
    """Two customers with some orders, contacts and a complaint."""
    for code in ("C-1", "C-2"):
        tell(code, "CustomerRegistered", "2024-01-02", name=f"Company {code}", currency="EUR", owner="Li Lei")
        tell(
            code, "ContactAdded", "2024-01-03", contact_id="K1", name="Anna Secret", department="Buying", level="middle"
        )
        tell(code, "VisitMade", "2024-02-01", contact_ids=["K1"], outcome="secret outcome")
        for month in range(1, 13):
            tell(code, "OrderPlaced", f"2024-{month:02d}-10", order_id=f"O{month}", amount="100.00", currency="EUR")
    tell("C-2", "ComplaintRaised", complaint_id="P1", severity="major", category="quality", description="secret words")
