"""guanxi rebuild, as it is typed."""

import json
from pathlib import Path

import pytest

from api.cli.main import outcome
from projections.views.sqlite.file import ViewsFile
from tests.views.kept import contents

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def data(tmp_path: Path, capsys: Capture) -> list[str]:
    """Options that name a ledger with one customer."""
    options = ["--data", str(tmp_path / "ledger")]
    fields = '{"name": "Nordwind", "currency": "EUR"}'
    assert outcome([*options, "record", "C-1", "CustomerRegistered", "--at", "2026-01-01", "--data-json", fields]) == 0
    capsys.readouterr()
    return options


def test_it_says_what_it_made_and_where(data: list[str], capsys: Capture) -> None:
    assert outcome([*data, "rebuild", "--format", "json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert list(made) == ["position", "as_of", "known_at", "customers", "generation", "file", "schema"]
    assert (made["position"], made["customers"], made["generation"]) == (1, 1, 1)
    assert contents(Path(made["file"]))["position"] == 1


def test_for_people_it_is_one_sentence(data: list[str], capsys: Capture) -> None:
    assert outcome([*data, "rebuild"]) == 0
    assert capsys.readouterr().out.startswith("Rebuilt the views of 1 customer at position 1, as of ")


def test_a_second_one_at_the_same_time_is_refused(data: list[str], capsys: Capture) -> None:
    with ViewsFile(Path(data[1]) / "views.db").only_rebuild():
        assert outcome([*data, "rebuild"]) == 1
    assert "another rebuild of these views is running" in capsys.readouterr().err


def test_without_a_ledger_there_is_nothing_to_rebuild(tmp_path: Path, capsys: Capture) -> None:
    assert outcome(["--data", str(tmp_path / "none"), "rebuild"]) == 1
    assert "there is no ledger" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_the_book_is_the_same_with_and_without_views(data: list[str], capsys: Capture) -> None:
    assert outcome([*data, "book", "--format", "json"]) == 0
    without = capsys.readouterr().out
    assert outcome([*data, "rebuild"]) == 0
    capsys.readouterr()
    assert outcome([*data, "book", "--format", "json"]) == 0
    assert capsys.readouterr().out == without
