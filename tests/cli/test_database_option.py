"""--database, as it is typed: every command works on a ledger in PostgreSQL, and no password is ever shown."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.cli.commands import PLACES
from api.cli.main import outcome
from tests.postgres.server import Server

Capture = pytest.CaptureFixture[str]
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "book.jsonl"
WITHOUT_A_LEDGER = {"schema", "simulate"}
GROUPS = {"journal", "policy"}
GIVEN_BY_THE_LEDGER = {"event_id", "leaf", "correlation_id"}


@pytest.fixture
def url(postgres: Server, empty_database: str, database_name: str, tmp_path: Path, monkeypatch: Any) -> str:
    monkeypatch.chdir(tmp_path)
    return postgres.url_by_network(database_name)


def answer(capsys: Capture, *arguments: str) -> Any:
    capsys.readouterr()
    assert outcome([*arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_every_command_on_a_ledger_takes_it(capsys: Capture) -> None:
    for name in PLACES.keys() - WITHOUT_A_LEDGER - GROUPS:
        outcome([name, "--help"])
        assert "--database" in capsys.readouterr().out, name


def test_a_book_in_a_database_answers_as_one_in_a_file(url: str, capsys: Capture) -> None:
    assert outcome(["import", "--restore", str(EXAMPLE)]) == 0
    assert outcome(["--data", "other", "import", "--database", url, "--restore", str(EXAMPLE)]) == 0
    for command in (["book"], ["show", "C-1004"], ["history", "C-1001"], ["timeline", "C-1002"]):
        in_file = answer(capsys, *command, "--as-of", "2026-10-31", "--known-at", "2026-10-31")
        in_database = answer(
            capsys, "--database", url, "--data", "other", *command, "--as-of", "2026-10-31", "--known-at", "2026-10-31"
        )
        assert _without_ids(in_database) == _without_ids(in_file)
    assert not Path("other/ledger.db").exists()


def _without_ids(document: Any) -> Any:
    """What differs between two ledgers of one book: ids, and what is hashed with them."""
    if isinstance(document, dict):
        return {key: _without_ids(value) for key, value in document.items() if key not in GIVEN_BY_THE_LEDGER}
    return [_without_ids(each) for each in document] if isinstance(document, list) else document


def test_what_keeps_it_safe_works_on_it_too(url: str, capsys: Capture, monkeypatch: Any) -> None:
    monkeypatch.setenv("GUANXI_DATABASE_URL", url)
    assert outcome(["import", "--restore", str(EXAMPLE)]) == 0
    assert answer(capsys, "verify")["events"] == 148
    assert answer(capsys, "doctor")["ok"]
    assert answer(capsys, "rebuild")["customers"] == 6
    assert answer(capsys, "doctor")["views"]["position"] == 148
    assert answer(capsys, "record", "C-1004", "NoteAdded", "--data-json", '{"text": "x"}')["position"] == 149
    assert answer(capsys, "backup", "b.tar")["events"] == 149
    copied = answer(capsys, "copy", "--to", "plain", "--with-keys")
    assert (copied["events"], copied["keys"]) == (149, True)
    monkeypatch.delenv("GUANXI_DATABASE_URL")
    assert answer(capsys, "verify", "--data", "plain")["events"] == 149
    assert outcome(["copy", "--to", url, "--data", "plain"]) == 1
    assert "this one holds events" in capsys.readouterr().err


def test_no_password_is_shown(url: str, capsys: Capture, postgres: Server, database_name: str) -> None:
    wrong = postgres.url_by_network(database_name, "wr0ng-horse")
    for given in (
        wrong,
        wrong.replace("127.0.0.1", "127.0.0.1@x"),
        f"x{wrong}",
        wrong.replace(f"/{database_name}", "/no"),
    ):
        for command in (["book"], ["verify"], ["copy", "--to", "there"], ["record", "C-1", "CustomerRegistered"]):
            assert outcome([*command, "--database", given]) == 1
            told = capsys.readouterr()
            assert told.err.startswith("error: ")
            assert "wr0ng-horse" not in told.out + told.err
    assert outcome(["copy", "--to", wrong, "--database", url]) == 1
    assert "wr0ng-horse" not in capsys.readouterr().err


def test_a_dry_run_makes_nothing(url: str, capsys: Capture) -> None:
    assert answer(capsys, "import", "--dry-run", "--restore", str(EXAMPLE), "--database", url)["recorded"] > 0
    assert outcome(["book", "--database", url]) == 1
    assert "there is no ledger in the database" in capsys.readouterr().err
