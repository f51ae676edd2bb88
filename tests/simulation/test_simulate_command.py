"""The command simulate, as it is typed."""

import json
from pathlib import Path

import pytest

from api.cli.main import outcome

Capture = pytest.CaptureFixture[str]
BOOK = ["simulate", "--customers", "5", "--years", "2", "--seed", "1"]


def test_it_writes_the_file_and_says_what_is_in_it(tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "book.jsonl"
    assert outcome([*BOOK, "--out", str(out), "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    lines = out.read_bytes().splitlines()
    assert answer == {
        "file": str(out),
        "customers": 5,
        "events": len(lines),
        "from": "2023-12-31",
        "until": "2025-12-31",
        "seed": 1,
        "bytes": out.stat().st_size,
    }


def test_for_people_it_is_a_sentence(tmp_path: Path, capsys: Capture) -> None:
    assert outcome([*BOOK, "--until", "2024-03-01", "--out", str(tmp_path / "book.jsonl")]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert said.startswith("Wrote ")
    assert "of 5 customers from 2022-03-01 until 2024-03-01" in said


def test_as_csv_it_is_one_line(tmp_path: Path, capsys: Capture) -> None:
    assert outcome([*BOOK, "--out", str(tmp_path / "book.jsonl"), "--format", "csv"]) == 0
    header, line = capsys.readouterr().out.splitlines()
    assert header == "file,customers,events,from,until,seed,bytes"
    assert line.startswith(str(tmp_path / "book.jsonl"))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--until", "2025-13-01"], "error: --until: this is not a date of the calendar"),
        (["--until", "1901-01-01"], "error: --years: 2 years before 1901-01-01 the ledger does not begin yet"),
        (["--out", "nowhere/book.jsonl"], "error: --out: there is no directory nowhere"),
        (["--out", "."], "error: --out: . is a directory"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, options: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert outcome([*BOOK, "--out", "book.jsonl", *options]) == 1
    assert capsys.readouterr().err.startswith(message)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("options", [["--customers", "0"], ["--years", "0"], ["--customers", "many"]])
def test_a_wrong_number_is_a_fault_of_usage(tmp_path: Path, capsys: Capture, options: list[str]) -> None:
    assert outcome([*BOOK, "--out", str(tmp_path / "book.jsonl"), *options]) == 2
    assert options[0] in capsys.readouterr().err
