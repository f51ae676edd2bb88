"""book, show, timeline and history over the example book, as they are typed."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from api.cli.first_reject import first_reject
from api.cli.main import outcome
from api.envelope import BOOK_COLUMNS, HISTORY_COLUMNS, STANDING_COLUMNS, TIMELINE_COLUMNS
from examples.run import BOOK, LAST_DAY

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Options that name a ledger with the example book."""
    options = ["--data", str(tmp_path_factory.mktemp("answers") / "ledger")]
    assert outcome([*options, "import", "--restore", str(BOOK)]) == 0
    return options


def printed(capsys: Capture, *arguments: str) -> str:
    capsys.readouterr()
    assert outcome([*arguments]) == 0
    return capsys.readouterr().out


def document(capsys: Capture, *arguments: str) -> Any:
    return json.loads(printed(capsys, *arguments, "--format", "json"))


@pytest.mark.parametrize(
    ("filters", "codes"),
    [
        ([], ["C-1001", "C-1002", "C-1003", "C-1004", "C-1005", "C-1006"]),
        (["--stage", "initial"], ["C-1003", "C-1005"]),
        (["--momentum", "regressing"], ["C-1005"]),
        (["--risk", "rescue"], ["C-1005", "C-1006"]),
        (["--owner", "Li Wei"], ["C-1001", "C-1006"]),
        (["--tier", "B"], ["C-1002", "C-1005", "C-1006"]),
        (["--signal", "order_overdue"], ["C-1005", "C-1006"]),
        (["--search", "青山"], ["C-1003"]),
        (["--search", "PUMP"], ["C-1005"]),
        (["--stage", "initial", "--tier", "A"], []),
        (["--sort", "-silent_days", "--signal", "order_overdue"], ["C-1006", "C-1005"]),
        (["--as-of", "2024-01-31"], ["C-1001", "C-1005"]),
        (["--as-of", "2023-09-30", "--known-at", "2023-09-04"], ["C-1001"]),
    ],
)
def test_the_book_can_be_narrowed_and_ordered(
    data: list[str], capsys: Capture, filters: list[str], codes: list[str]
) -> None:
    clocks = [] if "--as-of" in filters else ["--as-of", LAST_DAY]
    assert [row["code"] for row in document(capsys, *data, "book", *filters, *clocks)["items"]] == codes


def test_a_list_repeats_its_clocks(data: list[str], capsys: Capture) -> None:
    answer = document(capsys, *data, "history", "C-1003", "--as-of", "2026-03-15", "--known-at", "2026-10-01")
    assert answer["as_of"] == "2026-03-15T23:59:59.999999Z"
    assert answer["known_at"] == "2026-10-01T23:59:59.999999Z"
    assert answer["policy"]["version"] == 1
    assert answer["next"] is None
    assert answer["items"][-1]["on"] == "2026-03-15"


@pytest.mark.parametrize(
    ("command", "columns"),
    [
        (["book"], BOOK_COLUMNS),
        (["history", "C-1005"], HISTORY_COLUMNS),
        (["timeline", "C-1005"], TIMELINE_COLUMNS),
        (["show", "C-1005"], STANDING_COLUMNS),
    ],
)
def test_csv_has_every_field_of_the_items_and_nothing_else(
    data: list[str], capsys: Capture, command: list[str], columns: tuple[str, ...]
) -> None:
    answer = document(capsys, *data, *command)
    items = answer.get("items", [answer])
    rows = list(csv.DictReader(io.StringIO(printed(capsys, *data, *command, "--format", "csv"))))
    assert tuple(rows[0]) == columns == tuple(items[0])
    assert len(rows) == len(items)


def test_a_timeline_can_be_turned(data: list[str], capsys: Capture) -> None:
    newest = document(capsys, *data, "timeline", "C-1004")["items"]
    assert document(capsys, *data, "timeline", "C-1004", "--order", "asc")["items"] == newest[::-1]


@pytest.mark.parametrize(
    ("question", "place"),
    [
        (["show", "C-9999"], "/customer"),
        (["timeline", "C-9999"], "/customer"),
        (["show", "C-1004", "--as-of", "2025-01-01"], "/customer"),
        (["book", "--as-of", "31.12.2025"], "--as-of"),
        (["book", "--known-at", "2026-01-01T10:00"], "--known-at"),
        (["book", "--policy", "2"], "--policy"),
        (["book", "--policy", "./mine.toml"], "--policy"),
        (["book", "--sort", "colour"], "--sort"),
        (["book", "--signal", "order_overdu"], "--signal"),
    ],
)
def test_what_cannot_be_answered_is_one_line_that_names_the_place(
    data: list[str], capsys: Capture, question: list[str], place: str
) -> None:
    capsys.readouterr()
    assert outcome([*data, *question]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert captured.err.startswith(f"error: {place}: ")


def test_a_pipe_gets_plain_text_that_is_complete(
    data: list[str], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    text = printed(capsys, *data, "book", "--as-of", LAST_DAY)
    assert "\x1b" not in text
    assert "联华纺机 Lianhua Textile Machinery" in text
    assert "…" not in text
    assert all(line == line.rstrip() for line in text.splitlines())


def test_the_import_says_what_it_did_with_each_file(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    options = ["--data", str(tmp_path / "ledger")]
    good = '{"customer": "C-1", "type": "CustomerRegistered", "occurred_at": "2026-01-01", "data": {"name": "A", %s}}\n'
    lines = tmp_path / "lines.jsonl"
    lines.write_text(good % '"currency": "EUR"' + good % '"currency": "XYZ"', encoding="utf-8")
    text = printed(capsys, *options, "import", str(lines))
    assert "1  CustomerRegistered" in text
    assert "invalid" in text
    assert f"\n  {tmp_path / 'ledger' / 'rejects'}/import-" in text
    assert "first: lines.jsonl, row 2, /data/currency: " in text
    summary = document(capsys, *options, "import", str(lines), "--dry-run")
    assert (summary["dry_run"], summary["read"], summary["rejected"]) == (True, 2, 2)
    assert outcome([*options, "import", "--strict", str(lines)]) == 1
    assert outcome([*options, "import", str(tmp_path / "none.jsonl")]) == 1


def test_the_first_rejected_row_is_shown_however_long_it_is(tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    rejects.write_text(f'file,row,field,code,reason,raw\na/b.csv,7,/x,invalid,"no, it is not","{"y" * 300_000}"\n')
    assert first_reject(rejects) == "b.csv, row 7, /x: no, it is not"
    rejects.write_text("file,row,field,code,reason,raw\nb.csv,,,invalid,unreadable,\n")
    assert first_reject(rejects) == "b.csv: unreadable"


def test_a_dry_run_makes_no_ledger(tmp_path: Path) -> None:
    place = tmp_path / "ledger"
    assert outcome(["--data", str(place), "import", "--restore", "--dry-run", str(BOOK)]) == 0
    assert not (place / "ledger.db").exists()
