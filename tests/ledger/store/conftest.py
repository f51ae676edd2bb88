"""What the contract suite runs against: every kind of store, and a clock that stands still unless moved."""

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from ledger.application import Ledger, open_ledger
from ledger.document import read_document
from ledger.interaction import Interaction
from ledger.log_opening import log_factory
from ledger.log_row import Entry
from ledger.place import Place
from ledger.recorder import LedgerRecorder

NOON = 1_741_953_600_000_000  # 2025-03-14T12:00:00Z
STORES = ["sqlite", "postgres"]  # every recorder there is must pass


@dataclass
class Clock:
    """Microseconds; it moves only when a test says so."""

    now: int = NOON

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> str:
    kind: str = request.param
    return kind


@pytest.fixture
def place(store: str, tmp_path: Path, request: pytest.FixtureRequest) -> Place:
    """Where the ledger of this test is."""
    database = request.getfixturevalue("database") if store == "postgres" else None
    return Place(directory=tmp_path / "data", database=database)


@pytest.fixture
def recorder(place: Place, clock: Clock) -> Iterator[LedgerRecorder]:
    """A recorder over an empty log."""
    factory = log_factory(place, clock=clock, create=True)
    yield factory.application_recorder()
    factory.close()


@pytest.fixture
def open_here(place: Place, clock: Clock) -> Iterator[Callable[..., Ledger]]:
    """Opens the one ledger of this test, once more each time, as another process would."""
    opened: list[Ledger] = []

    def open_once_more(**given: Any) -> Ledger:
        settings = {"clock": clock, "environ": {"GUANXI_MASTER_KEY": b64encode(bytes(32)).decode()}, **given}
        opened.append(open_ledger(place, **settings))
        return opened[-1]

    yield open_once_more
    for ledger in opened:
        ledger.close()


@pytest.fixture
def ledger(open_here: Callable[..., Ledger]) -> Ledger:
    """An empty ledger."""
    return open_here()


@pytest.fixture
def entry() -> Callable[..., Entry]:
    """Something to append: entry(stream, version, column=...); every call gives a new event id."""
    made = 0

    def make(stream: str = "C-1", version: int = 1, **columns: Any) -> Entry:
        nonlocal made
        made += 1
        return Entry(
            event_id=f"0192f0aa-0000-7000-8000-{made:012d}",
            stream=stream,
            version=version,
            type="OrderPlaced",
            schema=1,
            occurred_at=NOON,
            recorded_at=None,
            source=None,
            external_id=None,
            data=b'{"order_id":"SO-1"}',
            metadata=b'{"recorded_by":"local"}',
            subject=None,
        )._replace(**columns)

    return make


Wanted = Callable[..., Interaction]


@pytest.fixture
def wanted() -> Wanted:
    """An interaction as documents bring it: wanted(customer, type, data, ext=..., at=..., ...)."""

    def read(
        customer: str,
        kind: str,
        data: Mapping[str, Any],
        *,
        ext: str | None = None,
        at: str = "2025-03-10T09:00:00Z",
        **more: Any,
    ) -> Interaction:
        document = {"customer": customer, "type": kind, "occurred_at": at, "data": dict(data), **more}
        if ext is not None:
            document |= {"source": "erp", "external_id": ext}
        return read_document(document, zone=UTC, now=NOON, restoring="recorded_at" in more)

    return read


@pytest.fixture
def registered(wanted: Wanted) -> Callable[[str], Interaction]:
    return lambda customer: wanted(customer, "CustomerRegistered", {"name": "Nordwind", "currency": "EUR"})


@pytest.fixture
def order(wanted: Wanted) -> Callable[..., Interaction]:
    """order(customer, order_id, amount="5.00", ext=..., at=...)."""

    def read(customer: str, order_id: str, amount: str = "5.00", **more: Any) -> Interaction:
        return wanted(customer, "OrderPlaced", {"order_id": order_id, "currency": "EUR", "amount": amount}, **more)

    return read
