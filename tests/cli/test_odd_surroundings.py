"""Input as keyboards, shells and file systems sometimes give it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from api.cli.main import outcome

Capture = pytest.CaptureFixture[str]
COMPOSED, DECOMPOSED = "Caf\u00e9", "Cafe\u0301"
REGISTER = ["CustomerRegistered", "--at", "2026-01-01", "--data-json", '{"name": "Acme", "currency": "EUR"}']


@pytest.fixture
def data(tmp_path: Path, capsys: Capture) -> list[str]:
    """Options that name a ledger with one customer whose code has an accent."""
    options = ["--data", str(tmp_path / "ledger")]
    assert outcome([*options, "record", DECOMPOSED, *REGISTER]) == 0
    capsys.readouterr()
    return options


@pytest.mark.parametrize("code", [COMPOSED, DECOMPOSED], ids=["composed", "decomposed"])
@pytest.mark.parametrize("command", ["show", "timeline", "history", "events --customer"])
def test_a_code_is_found_however_its_accents_are_typed(
    data: list[str], capsys: Capture, command: str, code: str
) -> None:
    assert outcome([*data, *command.split(), code, "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["code"] == COMPOSED if command == "show" else len(answer["items"]) >= 1


@pytest.mark.parametrize("option", ["FILE", "--mapping"])
def test_whether_a_file_can_be_read_is_found_out_by_reading_it(
    data: list[str], tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    """A file that cannot be read is a failure (1), no wrong command line (2)."""
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    there, missing = tmp_path / "there", tmp_path / "missing"
    there.write_text("")
    files = [str(missing), "--mapping", str(there)] if option == "FILE" else [str(there), "--mapping", str(missing)]
    assert outcome([*data, "import", *files]) == 1
    assert capsys.readouterr().err == f"error: {missing}: there is no such file. Check the path\n"


@pytest.mark.parametrize("name", ["orders.csv", "orders.TSV", "orders.2026.csv.gz", "orders.xlsx", "orders.parquet"])
def test_a_table_without_a_mapping_is_told_what_it_lacks(
    data: list[str], tmp_path: Path, capsys: Capture, name: str
) -> None:
    (tmp_path / name).write_bytes(b"number,total\n1,2\n")
    assert outcome([*data, "import", str(tmp_path / name)]) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"error: {tmp_path / name}: this is a table")
    assert "--mapping" in error


@pytest.mark.skipif(os.name != "posix", reason="closing a stream is said to a POSIX shell")
def test_with_stdout_closed_a_command_still_works(data: list[str]) -> None:
    """The ledger would otherwise be the first file opened and get the number of stdout."""
    start = [sys.executable, "-c", "from api.cli.main import run; run()", *data, "book"]
    ended = subprocess.run(["/bin/sh", "-c", 'exec "$@" >&-', "sh", *start], capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert outcome([*data, "verify"]) == 0
