"""The journal is kept while a ledger is served, whoever is killed."""

import os
import queue
import random
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from ledger.application import Ledger, open_ledger
from ledger.place import Place
from projections.follower.sealing import Sealer
from projections.journal.building import build
from projections.journal.checking import check
from projections.journal.manifest import read_manifest
from tests.views.conftest import Tell
from tests.views.test_killed import killed_after

PATIENCE = 240.0


@pytest.fixture
def journal(ledger: Ledger) -> Path:
    return ledger.directory / "journal"


@pytest.fixture
def sealed(ledger: Ledger, journal: Path, book: None) -> Iterator["queue.Queue[int]"]:
    """How far the journal is sealed, each time that it is."""
    heard: queue.Queue[int] = queue.Queue()
    opened = partial(open_ledger, ledger.directory, create=False)
    sealer = Sealer(ledger, journal, opened, positions=10, look_seconds=0.05, told=heard.put)
    sealer.start()
    yield heard
    sealer.stop()


def test_what_is_recorded_is_sealed(ledger: Ledger, journal: Path, tell: Tell, sealed: "queue.Queue[int]") -> None:
    before = ledger.last()[0] // 10 * 10
    assert sealed.get(timeout=PATIENCE) == before
    for number in range(10):
        tell("C-1", "OrderPlaced", order_id=f"N{number}", amount="5.00", currency="EUR")
    assert sealed.get(timeout=PATIENCE) == before + 10
    assert check(ledger, journal).findings == ()


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_what_a_killed_one_left_is_taken_up_again(ledger: Ledger, journal: Path, book: None) -> None:
    moments = random.Random(20250314)
    for _ in range(2):
        killed_after("seal", Place(directory=ledger.directory), moments.randrange(1, 90))
        build(ledger, journal, {}, positions=3)
        assert check(ledger, journal).findings == ()
        assert read_manifest(journal).sealed == ledger.last()[0] // 3 * 3
