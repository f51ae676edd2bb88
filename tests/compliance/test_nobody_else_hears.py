"""A planted concern is looked for in every command, every address, every table and every file."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import polars as pl
import pytest

from api.cli.commands import PLACES
from api.cli.main import outcome
from api.http.app import build_app
from api.http.security.token import LocalToken
from ledger.application import open_ledger
from tests.compliance.planted import ASKED, OTHERS, PERSON, WORDS, planted, secrets_in
from tests.http.given import addresses
from tests.http.process import Running, serving

Capture = pytest.CaptureFixture[str]
WITHHELD = [5, 6, 7, 8, 9]


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("planted") / "data"
    planted(directory)
    return directory


@pytest.fixture(scope="module")
def server(directory: Path) -> Iterator[Running]:
    with serving(directory) as running:
        yield running


def noted(directory: Path) -> int:
    """How many rows the access log has."""
    if not (directory / "access.db").exists():
        return 0
    with closing(sqlite3.connect(directory / "access.db")) as connection:
        count: int = connection.execute("SELECT count(*) FROM access_log").fetchone()[0]
        return count


def test_every_command_is_walked_or_said_to_answer_nothing() -> None:
    assert PLACES.keys() <= ASKED.keys() | OTHERS, "say in planted.py how a new command is asked"


@pytest.mark.parametrize("form", ["table", "json", "csv"])
@pytest.mark.parametrize("name", PLACES)
def test_no_command_tells_of_a_concern_and_each_notes_whom_it_names(
    directory: Path, capsys: Capture, name: str, form: str
) -> None:
    for words in ASKED.get(name, []):
        before = noted(directory)
        outcome(["--data", str(directory), *words, "--format", form])
        told = "".join(capsys.readouterr())
        assert secrets_in(told) == [], words
        if "compliance" not in " ".join(words).lower():
            assert not any(word in told for word in WORDS) or name == "access-log", words
        assert PERSON not in told or noted(directory) == before + 1, words


def test_the_compliance_role_reads_everything_and_it_is_noted(directory: Path, capsys: Capture) -> None:
    before = noted(directory)
    assert outcome(["--data", str(directory), "events", "--compliance", "--format", "json"]) == 0
    told = capsys.readouterr().out
    assert len(secrets_in(told)) == 6
    assert noted(directory) == before + 1


@pytest.mark.parametrize(
    "words", [["backup", "OUT"], ["copy", "--to", "OUT"], ["journal", "build"], ["replay", "--out", "OUT"]]
)
def test_whatever_takes_the_ledger_out_is_noted_and_tells_of_no_concern(
    directory: Path, tmp_path: Path, capsys: Capture, words: list[str]
) -> None:
    before, out = noted(directory), tmp_path / "out"
    assert outcome(["--data", str(directory), *(str(out) if word == "OUT" else word for word in words)]) == 0
    assert noted(directory) == before + 1
    told = "".join(capsys.readouterr())
    if words[0] == "replay":
        told += pl.read_parquet(out).write_json()
    assert secrets_in(told) == []
    assert not any(word in told for word in WORDS)


def test_the_compliance_role_is_told_of_an_open_concern_and_it_is_noted(tmp_path: Path, capsys: Capture) -> None:
    said = '{"concern_id": "CC-1", "side": "ours", "text": "t"}'
    for words in (
        ["record", "C-1", "CustomerRegistered", "--data-json", '{"name": "N", "currency": "EUR"}'],
        ["record", "C-1", "ComplianceConcernRaised", "--data-json", said],
    ):
        assert outcome(["--data", str(tmp_path), *words]) == 0
    capsys.readouterr()
    assert outcome(["--data", str(tmp_path), "show", "C-1", "--format", "json"]) == 0
    assert "compliance_concern" not in capsys.readouterr().out
    before = noted(tmp_path)
    assert outcome(["--data", str(tmp_path), "show", "C-1", "--compliance", "--format", "json"]) == 0
    risk = json.loads(capsys.readouterr().out)["risk"]
    assert risk["signals"][0]["name"] == "compliance_concern"
    assert risk["status"] in (None, "prevention")
    assert noted(tmp_path) == before + 1


def test_what_is_withheld_keeps_its_place_and_nothing_else(directory: Path, capsys: Capture) -> None:
    assert outcome(["--data", str(directory), "events", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)["items"]
    assert [row["position"] for row in rows] == list(range(1, 11))
    assert [row for row in rows if row["position"] in WITHHELD] == [
        {"position": position, "type": "Withheld"} for position in WITHHELD
    ]
    for filters in (["--customer", "C-1"], ["--types", "ComplianceConcernRaised,SignalAcknowledged,EventCorrected"]):
        assert outcome(["--data", str(directory), "events", *filters, "--format", "json"]) == 0
        rows = json.loads(capsys.readouterr().out)["items"]
        assert not {row["position"] for row in rows} & set(WITHHELD)


@pytest.mark.parametrize("command", [["correct", "5", "--data-json", "{}"], ["retract", "5"], ["retract", "7"]])
def test_who_may_not_know_of_an_event_cannot_change_what_it_says(
    directory: Path, capsys: Capture, command: list[str]
) -> None:
    assert outcome(["--data", str(directory), *command, "--reason", "x"]) == 1
    assert f"error: {command[0]}: event {command[1]} is withheld" in capsys.readouterr().err


def walked(directory: Path) -> list[str]:
    """Every address that is read, with all that may be asked in a path."""
    with open_ledger(directory, create=False) as ledger:
        found = addresses(build_app(ledger, token=LocalToken("t"), port=8000))
    return sorted({path for method, path in found if method == "GET"})


def test_no_address_tells_of_a_concern_and_each_notes_whom_it_names(directory: Path, server: Running) -> None:
    paths = walked(directory)
    assert len(paths) > 10, "the walk looks in the wrong place"
    about_types = ("/schemas", "/openapi", "/docs")
    asked = [*paths, "/api/v1/events?customer=C-1", "/api/v1/events?types=EventCorrected,SignalAcknowledged"]
    for path in asked:
        before = noted(directory)
        told = heard(server.client, path)
        assert secrets_in(told) == [], path
        if not any(part in path for part in about_types):
            assert not any(word.encode() in told for word in WORDS), path
        assert PERSON.encode() not in told or noted(directory) == before + 1, path


def heard(client: httpx.Client, path: str) -> bytes:
    """The answer; of a stream the first events, from the beginning of the log."""
    if not path.endswith("/stream"):
        return client.get(path).content
    told = b""
    with client.stream("GET", path, params={"after": 0}) as answer:
        for line in answer.iter_lines():
            told += line.encode() + b"\n"
            if line == "id: 10":
                return told
    return told


def test_an_address_refuses_to_change_what_is_withheld(server: Running) -> None:
    for body, what in (({"reason": "x"}, "retraction"), ({"reason": "x", "data": {}}, "correction")):
        answer = server.client.post(f"/api/v1/events/5/{what}", json=body)
        assert answer.status_code == 403
        assert secrets_in(answer.content) == []
        assert not any(word in answer.text for word in WORDS)


def test_no_table_and_no_file_tells_of_a_concern(directory: Path, server: Running) -> None:
    assert server.client.get("/api/v1/customers").status_code == 200
    with closing(sqlite3.connect(directory / "views.db")) as views:
        tables = [name for (name,) in views.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
        assert len(tables) > 5, "there are no views to look into"
        for table in tables:
            rows = repr(views.execute(f'SELECT * FROM "{table}"').fetchall())
            assert secrets_in(rows) == [], table
            assert not any(word in rows for word in WORDS), table
    sealed = [file for file in directory.rglob("*") if file.is_file() and not file.name.startswith("ledger.db")]
    for file in sealed:
        assert secrets_in(file.read_bytes()) == [], file
