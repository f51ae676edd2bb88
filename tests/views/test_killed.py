"""A process killed while it follows or rebuilds: after a restart the views equal a rebuild."""

import os
import random
import subprocess
import sys
from datetime import UTC
from pathlib import Path

import pytest

from ledger.application import Ledger, now_micros, open_ledger
from ledger.document import read_document
from ledger.place import Place
from projections.follower.follower import Follower
from projections.follower.rebuild import rebuild
from projections.views.sqlite.file import ViewsFile
from projections.views.store import views_of
from tests.views.kept import contents, unlike

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(__file__).with_name("following.py")
PATIENCE = 60.0

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9")


def killed_after(what: str, place: Place, lines: int) -> None:
    process = subprocess.Popen(
        [sys.executable, PROGRAM, what, place.directory, *([place.database] if place.database else [])],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
    )
    with process:
        assert process.stdout is not None
        for _ in range(lines):
            assert process.stdout.readline()
        process.kill()


def registered(ledger: Ledger, customer: str) -> None:
    data = {"name": customer, "currency": "EUR"}
    document = {"customer": customer, "type": "CustomerRegistered", "occurred_at": "2024-01-01", "data": data}
    ledger.record(read_document(document, zone=UTC, now=now_micros()))


@pytest.mark.parametrize("what", ["follow", "rebuild"])
def test_after_a_kill_the_views_equal_a_rebuild(what: str, every_place: Place, tmp_path: Path) -> None:
    moments = random.Random(20250314)
    with open_ledger(every_place) as ledger:
        for number in range(1, 5):
            registered(ledger, f"C-{number}")
    for _ in range(4 if every_place.database is None else 2):
        killed_after(what, every_place, moments.randrange(1, 25) if what == "follow" else moments.randrange(1, 6))
        with open_ledger(every_place, create=False) as ledger:
            views, other = views_of(ledger), ViewsFile(tmp_path / "other.db")
            follower = Follower(ledger, views, clock=now_micros)
            follower.start()
            assert follower.wait_for(ledger.last()[0], PATIENCE)
            follower.stop()
            rebuild(ledger, other, clock=now_micros)
            assert unlike(contents(views), contents(other)) == []
