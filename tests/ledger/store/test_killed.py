"""A process killed at any moment: what it had acknowledged is there once, and the log has no gap."""

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.application import Ledger, open_ledger
from ledger.interaction import Interaction
from ledger.place import Place

Make = Callable[..., Interaction]
ROOT = Path(__file__).resolve().parents[3]
PROGRAM = Path(__file__).with_name("appending.py")


def kill_after(place: Place, name: str, lines: int) -> list[str]:
    """Start a recording process, kill it after so many acknowledgements; all it acknowledged before it died."""
    process = subprocess.Popen(
        [sys.executable, PROGRAM, name, place.directory, *([place.database] if place.database else [])],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
    )
    with process:
        assert process.stdout is not None
        seen = [process.stdout.readline() for _ in range(lines)]
        process.kill()
        return [*seen, *process.stdout.readlines()]


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_what_was_acknowledged_before_a_kill_is_there_once(
    place: Place, registered: Callable[..., Interaction]
) -> None:
    moments = random.Random(20250314)
    with open_ledger(place) as ledger:
        ledger.record(registered("C-1"))
    acknowledged = []
    for attempt in range(6):
        lines = kill_after(place, f"run{attempt}", moments.randrange(1, 60))
        acknowledged += [line.split() for line in lines if line.endswith("\n")]
    with open_ledger(place) as ledger:
        check(ledger, acknowledged)
        assert ledger.record_many([registered("C-2")])[0].position == ledger.last()[0]  # type: ignore[union-attr]


def check(ledger: Ledger, acknowledged: list[list[str]]) -> None:
    events = ledger.events(limit=100_000)
    assert [event.position for event in events] == list(range(1, len(events) + 1))
    assert [event.version for event in events] == [event.position for event in events]
    stored = {str(event.position): (event.event_id, event.data.get("order_id")) for event in events}
    assert len({event.event_id for event in events}) == len(events)
    assert len({data for _, data in stored.values()}) == len(events)
    for position, event_id, order_id in acknowledged:
        assert stored[position] == (event_id, order_id)
    assert len(acknowledged) > 6
