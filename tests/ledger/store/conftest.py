"""What the contract suite runs against: every kind of store, and a clock that stands still unless moved."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ledger.log_row import Unplaced
from ledger.sqlite.factory import SQLiteLedgerFactory
from ledger.sqlite.opening import ledger_file
from ledger.sqlite.recorder import SQLiteLedgerRecorder

NOON = 1_741_953_600_000_000  # 2025-03-14T12:00:00Z


@dataclass
class Clock:
    """Microseconds; it moves only when a test says so."""

    now: int = NOON

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite"])
def recorder(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[SQLiteLedgerRecorder]:
    """A recorder over an empty log, of each kind there is."""
    factory = SQLiteLedgerFactory(ledger_file(tmp_path / "data", create=True), clock=clock)
    yield factory.application_recorder()
    factory.close()


@pytest.fixture
def event() -> Callable[..., Unplaced]:
    """A row to append: event(stream, version, ...); every call gives a new event id."""
    made = 0

    def make(stream: str = "C-1", version: int = 1, **columns: object) -> Unplaced:
        nonlocal made
        made += 1
        given: dict[str, object] = {
            "topic": "OrderPlaced",
            "state": b'{"order_id":"SO-1"}',
            "event_id": f"0192f0aa-0000-7000-8000-{made:012d}",
            "schema": 1,
            "occurred_at": NOON,
            "source": None,
            "external_id": None,
            "metadata": b'{"recorded_by":"local"}',
            "subject": None,
        }
        return Unplaced(originator_id=stream, originator_version=version, **{**given, **columns})  # type: ignore[arg-type]

    return make
