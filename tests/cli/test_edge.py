"""How a command ends: exit codes, and one line on stderr for whatever went wrong."""

import pytest
import typer

from api.cli.edge import guarded
from ledger.errors import Invalid, Problem, RuleBroken


def ends(error: BaseException) -> int:
    def command() -> None:
        raise error

    return guarded("book", command)


def test_a_command_that_answers_ends_with_0() -> None:
    assert guarded("book", lambda: None) == 0


def test_a_command_may_give_its_own_exit_code() -> None:
    assert guarded("import", lambda: 1) == 1


def test_a_refusal_is_one_line_with_place_cause_and_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    assert ends(Invalid("an amount has no currency", "add one such as CNY", "/data/currency")) == 1
    assert capsys.readouterr().err == "error: /data/currency: an amount has no currency. Add one such as CNY\n"


def test_an_error_that_names_no_place_is_about_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    ends(RuleBroken("the order is cancelled already", "Nothing is left to do"))
    assert capsys.readouterr().err.startswith("error: book: ")


def test_several_problems_show_the_first_and_count_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    problems = tuple(Problem(pointer=f"/data/{n}", message=f"problem {n}", remedy="mend it") for n in range(3))
    ends(Invalid("m", "r", problems=problems))
    assert capsys.readouterr().err == "error: /data/0: problem 0 (2 more problems in it). Mend it\n"


def test_a_clock_is_called_by_its_option(capsys: pytest.CaptureFixture[str]) -> None:
    ends(Invalid("this is not a time", "write a date", "/as_of"))
    assert capsys.readouterr().err.startswith("error: --as-of: ")


def test_text_of_others_cannot_break_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    ends(Invalid("no customer 'a\nb\x1b[2J'", "check the code", "/customer"))
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "\x1b" not in error


def test_a_long_line_is_not_folded(capsys: pytest.CaptureFixture[str]) -> None:
    ends(Invalid("word " * 100, "remedy", "/data"))
    assert capsys.readouterr().err.count("\n") == 1


def test_a_wrong_command_line_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert ends(typer.BadParameter("'x' is not a number")) == 2
    assert capsys.readouterr().err.startswith("error: guanxi: ")


def test_an_interruption_ends_with_130(capsys: pytest.CaptureFixture[str]) -> None:
    assert ends(KeyboardInterrupt()) == 130
    assert capsys.readouterr().err == "interrupted\n"


def test_an_error_of_the_system_names_its_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert ends(PermissionError(13, "Permission denied", "guanxi-data/ledger.db")) == 1
    assert capsys.readouterr().err.startswith("error: guanxi-data/ledger.db: Permission denied. ")


def test_a_fault_of_ours_is_one_line_and_its_traceback_only_for_who_asks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ends(ZeroDivisionError("division by zero")) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "unexpected ZeroDivisionError" in error
    monkeypatch.setenv("GUANXI_DEBUG", "1")
    ends(ZeroDivisionError("division by zero"))
    assert "Traceback" in capsys.readouterr().err
