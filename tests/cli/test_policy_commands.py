"""policy show, check, diff, publish and compare, as they are typed."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.cli.main import outcome
from examples.run import BOOK, LAST_DAY
from projections.policy_file import default_text

Capture = pytest.CaptureFixture[str]
EASIER = default_text().replace("enter_stable_share = 0.50", "enter_stable_share = 0.41")


@pytest.fixture
def data(tmp_path: Path) -> list[str]:
    """Options that name a ledger with the example book."""
    options = ["--data", str(tmp_path / "ledger")]
    assert outcome([*options, "import", "--restore", str(BOOK)]) == 0
    return options


@pytest.fixture
def easier(tmp_path: Path) -> str:
    file = tmp_path / "easier.toml"
    file.write_text(EASIER, encoding="utf-8")
    return str(file)


def document(capsys: Capture, *arguments: str) -> Any:
    capsys.readouterr()
    assert outcome([*arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_what_is_shown_can_be_published_once_changed(data: list[str], easier: str, capsys: Capture) -> None:
    capsys.readouterr()
    assert outcome([*data, "policy", "show"]) == 0
    assert capsys.readouterr().out == default_text()
    receipt = document(capsys, *data, "policy", "publish", easier, "--from", "2099-01-01")
    assert (receipt["version"], receipt["in_force_from"]) == (2, "2099-01-01")
    assert document(capsys, *data, "policy", "show")["version"] == 1
    assert document(capsys, *data, "policy", "show", "2")["toml"] == EASIER
    assert outcome([*data, "policy", "publish", easier]) == 1
    assert "this is version 2 already" in capsys.readouterr().err


def test_a_wrong_file_is_refused_with_line_and_remedy(easier: str, capsys: Capture) -> None:
    assert document(capsys, "policy", "check", easier)["checked"] is True
    wrong = EASIER.replace("enter_stable_share = 0.41", "enter_stable_share = 4")
    Path(easier).write_text(wrong, encoding="utf-8")
    line = next(number for number, text in enumerate(wrong.splitlines(), 1) if text.startswith("enter_stable_share"))
    assert outcome(["policy", "check", easier]) == 1
    said = capsys.readouterr().err
    assert said.startswith("error: ")
    assert f"line {line}" in said


@pytest.mark.parametrize("command", [["check"], ["publish"], ["diff", "1"], ["compare", "1"]])
def test_a_file_that_is_no_text_is_refused_by_every_command(
    data: list[str], easier: str, command: list[str], capsys: Capture
) -> None:
    Path(easier).write_bytes(EASIER.encode("utf-16"))
    capsys.readouterr()
    assert outcome([*data, "policy", *command, easier]) == 1
    assert capsys.readouterr().err == f"error: policy: {easier} is no text in UTF-8. Save the policy as UTF-8\n"


def test_a_file_may_begin_with_the_mark_of_an_editor_and_the_book_says_that_a_file_judged(
    data: list[str], easier: str, capsys: Capture
) -> None:
    Path(easier).write_bytes(b"\xef\xbb\xbf" + EASIER.encode())
    capsys.readouterr()
    assert outcome([*data, "book", "--policy", easier]) == 0
    assert "policy sha256:" in capsys.readouterr().out


def test_two_policies_are_told_apart_number_by_number(data: list[str], easier: str, capsys: Capture) -> None:
    found = document(capsys, *data, "policy", "diff", "1", easier)
    assert found["items"] == [{"key": "stage.enter_stable_share", "old": 0.5, "new": 0.41}]


def test_the_whole_book_is_judged_by_both_and_the_totals_are_the_sum(
    data: list[str], easier: str, capsys: Capture
) -> None:
    found = document(capsys, *data, "policy", "compare", "1", easier, "--as-of", LAST_DAY)
    assert (found["totals"]["customers"], found["totals"]["differ"]) == (6, len(found["items"]))
    assert found["old"]["version"] == 1
