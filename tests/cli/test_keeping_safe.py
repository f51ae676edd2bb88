"""backup, restore, person and erase, as they are typed."""

import json
from pathlib import Path

import pytest

from api.cli.main import outcome

Capture = pytest.CaptureFixture[str]
REASON = ["--reason", "He asked for it."]


@pytest.fixture
def data(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(tmp_path)
    options = ["--data", "ledger"]
    registered = '{"name": "Nordwind", "currency": "EUR"}'
    added = '{"contact_id": "K1", "name": "Li Wei", "department": "Purchasing", "level": "middle"}'
    assert outcome([*options, "record", "C-1", "CustomerRegistered", "--data-json", registered]) == 0
    assert outcome([*options, "record", "C-1", "ContactAdded", "--data-json", added]) == 0
    capsys.readouterr()
    return options


def answer(capsys: Capture, *arguments: str) -> dict[str, object]:
    capsys.readouterr()
    assert outcome([*arguments, "--format", "json"]) == 0
    document: dict[str, object] = json.loads(capsys.readouterr().out)
    return document


def test_a_backup_says_what_its_keys_mean(data: list[str], capsys: Capture) -> None:
    assert outcome([*data, "backup", "plain.tar"]) == 0
    assert "No keys are in it" in capsys.readouterr().out
    assert outcome([*data, "backup", "open.tar", "--with-keys"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "Whoever has this file can read every name and text in it" in text
    assert answer(capsys, *data, "backup", "third.tar", "--with-keys")["keys"] is True
    assert outcome([*data, "backup", "plain.tar"]) == 1
    assert capsys.readouterr().err.startswith("error: plain.tar: this file exists already.")


def test_a_backup_is_restored(data: list[str], capsys: Capture) -> None:
    assert outcome([*data, "backup", "plain.tar"]) == 0
    assert answer(capsys, "--data", "new", "restore", "plain.tar") == {
        "directory": "new",
        "events": 2,
        "keys": False,
        "erased": 0,
    }
    assert outcome(["--data", "new", "verify"]) == 0
    assert outcome(["--data", "new", "restore", "plain.tar"]) == 1
    assert "empty directory" in capsys.readouterr().err


def test_an_erasure_since_the_backup_is_carried_over(data: list[str], capsys: Capture) -> None:
    assert outcome([*data, "backup", "open.tar", "--with-keys"]) == 0
    assert outcome([*data, "erase", "C-1", "K1", *REASON]) == 0
    assert outcome(["--data", "new", "restore", "open.tar", "--replacing", "ledger"]) == 0
    assert "1 person erased since the backup was erased again" in " ".join(capsys.readouterr().out.split())
    assert outcome(["--data", "new", "person", "C-1", "K1"]) == 0
    assert "Li Wei" not in capsys.readouterr().out


def test_a_person_is_shown_and_erased(data: list[str], capsys: Capture) -> None:
    items = answer(capsys, *data, "person", "C-1", "K1")["items"]
    assert isinstance(items, list)
    assert [(row["position"], row["data"]["name"]) for row in items] == [(2, "Li Wei")]
    assert outcome([*data, "erase", "C-1", "K1", *REASON]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert text.startswith("Recorded the erasure of K1 of C-1 at position 3. The key is destroyed here;")
    assert outcome([*data, "erase", "C-1", "K1", *REASON]) == 0
    assert "Known already: the erasure of K1 of C-1 at position 3." in capsys.readouterr().out
    items = answer(capsys, *data, "person", "C-1", "K1")["items"]
    assert isinstance(items, list)
    assert [(row["type"], row["data"].get("name")) for row in items] == [
        ("ContactAdded", "erased"),
        ("PersonalDataErased", None),
    ]
    assert outcome([*data, "verify"]) == 0


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        (["erase", "C-9", "K1", *REASON], 'error: CODE: there is no customer "C-9".'),
        (["erase", "C-1", "K9", *REASON], 'error: CONTACT: contact "K9" was never recorded for C-1.'),
        (["erase", "C-1", "K1", "--reason", ""], "error: --reason: "),
        (["person", "C-1", "K9"], 'error: CONTACT: contact "K9" was never recorded for C-1.'),
        (["restore", "none.tar", "--data", "other"], "error: restore: there is no file none.tar."),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(data: list[str], capsys: Capture, typed: list[str], line: str) -> None:
    assert outcome([*data, *typed]) == 1
    error = capsys.readouterr().err
    assert error.startswith(line)
    assert error.count("\n") == 1
