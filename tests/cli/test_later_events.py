"""Events that only a later version can read: shown as they are, left out of judgements, with one warning."""

import json
from pathlib import Path

import pytest

from api.cli.main import outcome
from ledger.application import open_ledger
from ledger.log_row import Entry
from tests.cli.shell import Shell

Capture = pytest.CaptureFixture[str]


def later(number: int, type_name: str, schema: int) -> Entry:
    """An event of C-1, as a later version stores it."""
    return Entry(
        event_id=f"0192f0aa-0000-7000-8000-{number:012d}",
        stream="C-1",
        version=number,
        type=type_name,
        schema=schema,
        occurred_at=0,
        recorded_at=None,
        source=None,
        external_id=None,
        data=b'{"amount":{"of":"another form"},"order_id":"SO-1"}',
        metadata=b'{"recorded_by":"local"}',
        subject=None,
    )


@pytest.fixture
def run(tmp_path: Path, capsys: Capture) -> Shell:
    run = Shell(tmp_path, capsys)
    fields = json.dumps({"name": "Acme", "currency": "EUR"})
    run("record", "C-1", "CustomerRegistered", "--at", "2026-01-01", "--data-json", fields)
    with open_ledger(tmp_path / "ledger") as ledger:
        ledger.application.recorder.append([later(2, "OrderSplit", 1), later(3, "OrderPlaced", 99)])
    return run


@pytest.mark.parametrize("command", ["book", "show C-1", "history C-1", "timeline C-1"])
def test_an_answer_passes_over_them_and_says_so_once(run: Shell, capsys: Capture, command: str) -> None:
    assert outcome(["--data", str(run.directory / "ledger"), *command.split(), "--format", "json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)
    assert said.err == (
        "warning: 2 events were skipped, recorded by a later version of Guanxi: OrderPlaced of schema 99 (1), "
        "OrderSplit of schema 1 (1). Upgrade Guanxi to count them.\n"
    )


def test_they_are_no_events_of_the_relationship_and_stand_on_its_timeline(run: Shell) -> None:
    assert run.asked("show", "C-1")["stage"]["since"] == "2026-01-01"
    shown = [(row["type"], row["schema"]) for row in run.asked("timeline", "C-1")["items"]]
    assert shown == [("CustomerRegistered", 1), ("OrderPlaced", 99), ("OrderSplit", 1)]
    assert len(run.asked("events")["items"]) == 3
