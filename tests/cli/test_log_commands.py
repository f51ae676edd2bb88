"""events and schema, and the command line itself, as they are typed."""

import csv
import io
import json
from pathlib import Path

import pytest

from api.cli.main import outcome
from api.envelope import EVENT_COLUMNS

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def data(tmp_path: Path, capsys: Capture) -> list[str]:
    """Options that name a ledger with two customers."""
    options = ["--data", str(tmp_path / "ledger")]
    for code in ("C-1", "C-2"):
        fields = f'{{"name": "Customer {code}", "currency": "EUR"}}'
        assert (
            outcome([*options, "record", code, "CustomerRegistered", "--at", "2026-01-01", "--data-json", fields]) == 0
        )
    spent = '{"amount": "1000", "currency": "EUR"}'
    assert outcome([*options, "record", "C-1", "AnnualSpendEstimated", "--at", "2026-02-01", "--data-json", spent]) == 0
    capsys.readouterr()
    return options


def items(capsys: Capture) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(capsys.readouterr().out)["items"]
    return rows


def test_events_come_in_the_order_of_recording(data: list[str], capsys: Capture) -> None:
    assert outcome([*data, "events", "--format", "json"]) == 0
    rows = items(capsys)
    assert [row["position"] for row in rows] == [1, 2, 3]
    assert tuple(rows[0]) == EVENT_COLUMNS


@pytest.mark.parametrize(
    ("options", "positions"),
    [
        (["--after", "1"], [2, 3]),
        (["--after", "3"], []),
        (["--customer", "C-1"], [1, 3]),
        (["--types", "AnnualSpendEstimated"], [3]),
        (["--types", "AnnualSpendEstimated, CustomerRegistered", "--customer", "C-2"], [2]),
        (["--known-at", "2026-01-01"], []),
        (["--as-of", "2026-01-15"], [1, 2]),
    ],
)
def test_events_can_be_chosen(data: list[str], capsys: Capture, options: list[str], positions: list[int]) -> None:
    assert outcome([*data, "events", *options, "--format", "json"]) == 0
    assert [row["position"] for row in items(capsys)] == positions


def test_events_as_csv_have_one_line_each(data: list[str], capsys: Capture) -> None:
    assert outcome([*data, "events", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["customer"] for row in rows] == ["C-1", "C-2", "C-1"]
    assert json.loads(rows[2]["data"])["amount"] == "1000.00"


def test_a_misspelt_type_is_refused_rather_than_matching_nothing(data: list[str], capsys: Capture) -> None:
    assert outcome([*data, "events", "--types", "OrderPlace"]) == 1
    error = capsys.readouterr().err
    assert error.startswith("error: --types: ")
    assert "OrderPlaced" in error


def test_the_catalogue_lists_every_type_and_the_fields_of_one(capsys: Capture) -> None:
    assert outcome(["schema"]) == 0
    text = capsys.readouterr().out
    assert "OrderPlaced" in text
    assert "LedgerRestored" not in text
    assert outcome(["schema", "VisitMade"]) == 0
    assert "contact_ids" in capsys.readouterr().out


def test_a_type_as_json_is_its_json_schema(capsys: Capture) -> None:
    assert outcome(["schema", "OrderPlaced", "--format", "json"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["title"] == "OrderPlaced"
    assert "order_id" in schema["properties"]["data"]["properties"]
    assert outcome(["schema", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["OrderPlaced"] == schema


def test_an_unknown_type_has_no_schema(capsys: Capture) -> None:
    assert outcome(["schema", "OrderPlace"]) == 1
    assert 'Did you mean "OrderPlaced"?' in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", ["book", "show C-1", "timeline C-1", "history C-1", "events", "retract 1 --reason r"]
)
def test_without_a_ledger_the_error_says_what_to_do(tmp_path: Path, capsys: Capture, command: str) -> None:
    assert outcome(["--data", str(tmp_path / "none"), *command.split()]) == 1
    error = capsys.readouterr().err
    assert "there is no ledger in" in error
    assert "record or import something first" in error
    assert not (tmp_path / "none").exists()


def test_a_misspelt_command_gets_a_suggestion(capsys: Capture) -> None:
    assert outcome(["boko"]) == 2
    assert capsys.readouterr().err == "error: guanxi: No such command 'boko'. Did you mean 'book'? See guanxi --help\n"


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["book", "--stage", "stabel"], "'stable'"),
        (["book", "--colour", "red"], "No such option: --colour"),
        (["show"], "Missing argument 'CODE'"),
        (["events", "--after", "x"], "--after"),
        (["events", "--after", "-1"], "--after"),
        (["events", "--after", "9" * 30], "--after"),
        (["book", "--format", "xml"], "'json'"),
    ],
)
def test_a_wrong_command_line_is_one_line_and_ends_with_2(capsys: Capture, arguments: list[str], part: str) -> None:
    assert outcome(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert part in captured.err
    assert captured.err.endswith(f"See guanxi {arguments[0]} --help\n")


def test_guanxi_alone_prints_its_help(capsys: Capture) -> None:
    assert outcome([]) == 0
    assert "book" in capsys.readouterr().out


def test_the_data_directory_comes_from_option_or_environment(
    data: list[str], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert outcome(["events", *data, "--format", "csv"]) == 0
    by_option = capsys.readouterr().out
    monkeypatch.setenv("GUANXI_DATA", data[1])
    assert outcome(["events", "--format", "csv"]) == 0
    assert capsys.readouterr().out == by_option
    assert outcome(["events", "--data", f"{data[1]}-none"]) == 1


def test_the_version_is_said(capsys: Capture) -> None:
    assert outcome(["--version"]) == 0
    assert capsys.readouterr().out.startswith("guanxi")
