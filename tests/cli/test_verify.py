"""verify, as it is typed."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from api.cli.main import outcome

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def data(tmp_path: Path, capsys: Capture) -> list[str]:
    options = ["--data", str(tmp_path / "ledger")]
    for code in ("C-1", "C-2"):
        fields = '{"name": "Nordwind", "currency": "EUR"}'
        assert outcome([*options, "record", code, "CustomerRegistered", "--data-json", fields]) == 0
    capsys.readouterr()
    return options


def test_a_sound_ledger_is_verified(data: list[str], capsys: Capture) -> None:
    assert outcome([*data, "verify"]) == 0
    assert capsys.readouterr().out.startswith("Verified 2 events in ")
    assert outcome([*data, "verify", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["verified"], document["events"], document["differences"]) == (True, 2, [])


def test_the_first_event_that_differs_is_named_and_the_exit_code_is_1(data: list[str], capsys: Capture) -> None:
    with closing(sqlite3.connect(Path(data[1]) / "ledger.db", isolation_level=None)) as anybody:
        anybody.execute("DROP TRIGGER events_never_change")
        anybody.execute("UPDATE events SET stream = 'C-9' WHERE position = 2")
    assert outcome([*data, "verify"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("error: event 2: its leaf is not the hash of what is stored")
    assert "(1 more found)" in captured.err
    assert captured.err.count("\n") == 1
    assert outcome([*data, "verify", "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert [one["position"] for one in document["differences"]] == [2, None]
    assert document["verified"] is False


def test_without_a_ledger_there_is_nothing_to_verify(tmp_path: Path, capsys: Capture) -> None:
    assert outcome(["--data", str(tmp_path / "none"), "verify"]) == 1
    assert "there is no ledger in" in capsys.readouterr().err
