"""The example book: what each of its customers must be, worked out by hand from the rules of the stages.

C-1001  first order 20 Nov 2023: initial at that month end. The orders of 2024 are 1.1 million of a wallet of 2 million,
        purchasing and engineering met: stable in November 2024. Joint development and staff exchange together lock in,
        executives met on 9 Dec 2025: strategic at the end of 2025.
C-1002  initial with one department met, until the visit to production of 20 May 2026 makes the second, at 51 % share:
        stable at the end of May. It was written down on 2 July: in June we would have said initial.
C-1003  27 % of its wallet: initial since its first order in August 2025. The order taken by phone is retracted.
C-1004  no order yet: development since its first day.
C-1005  52 % in February 2025: stable. In June 2026 37.7 %, under 40 %: back to initial. Silent since 9 June; the
        share falls below 60 % of what it was half a year before, a crisis.
C-1006  no wallet known, ranked first on 20 May 2025 with two departments met: stable. Ended on 14 July 2026: one stage
        down at the end of July, one more at the end of August.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from api.cli.main import outcome
from examples.run import BOOK, LAST_DAY, main

Capture = pytest.CaptureFixture[str]

STEPS = {
    "C-1001": [("2023-11-30", "initial"), ("2024-11-30", "stable"), ("2025-12-31", "strategic")],
    "C-1002": [("2025-02-28", "initial"), ("2026-05-31", "stable")],
    "C-1003": [("2025-08-31", "initial")],
    "C-1004": [],
    "C-1005": [("2024-02-29", "initial"), ("2025-02-28", "stable"), ("2026-06-30", "initial")],
    "C-1006": [
        ("2024-09-30", "initial"),
        ("2025-05-31", "stable"),
        ("2026-07-31", "initial"),
        ("2026-08-31", "development"),
    ],
}
TODAY = {
    "C-1001": ("strategic", "steady", "prevention", "2270000.00", 0.7094),
    "C-1002": ("stable", "advancing", "prevention", "257100.00", 0.7562),
    "C-1003": ("initial", "steady", "prevention", "12930000", 0.2694),
    "C-1004": ("development", "steady", "prevention", "0.00", 0.0),
    "C-1005": ("initial", "regressing", "rescue", "78300.00", 0.1864),
    "C-1006": ("development", "interrupted", "rescue", "203000.00", None),
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Options that name a ledger with the restored book."""
    options = ["--data", str(tmp_path_factory.mktemp("book") / "ledger")]
    assert outcome([*options, "import", "--restore", "--strict", str(BOOK)]) == 0
    return options


def asked(capsys: Capture, *arguments: str) -> Any:
    capsys.readouterr()
    assert outcome([*arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_every_customer_stands_where_the_rules_put_it(data: list[str], capsys: Capture) -> None:
    rows = asked(capsys, *data, "book", "--as-of", LAST_DAY)["items"]
    fields = ("stage", "momentum", "risk", "purchases_12m", "share")
    assert {row["code"]: tuple(row[field] for field in fields) for row in rows} == TODAY


@pytest.mark.parametrize("code", STEPS)
def test_every_step_is_taken_at_its_month_end(data: list[str], capsys: Capture, code: str) -> None:
    rows = asked(capsys, *data, "history", code, "--as-of", LAST_DAY)["items"]
    assert [(row["on"], row["stage"]) for row in rows if row["step"]] == STEPS[code]


def test_the_late_visit_changes_june_as_known_today_and_not_as_known_in_june(data: list[str], capsys: Capture) -> None:
    question = [*data, "show", "C-1002", "--as-of", "2026-06-30"]
    assert asked(capsys, *question)["stage"]["name"] == "stable"
    assert asked(capsys, *question, "--known-at", "2026-06-30")["stage"]["name"] == "initial"


def test_the_lost_digit_stands_until_it_was_corrected(data: list[str], capsys: Capture) -> None:
    question = [*data, "show", "C-1002", "--as-of", "2026-06-20"]
    right, wrong = asked(capsys, *question), asked(capsys, *question, "--known-at", "2026-06-20")
    assert right["stage"]["facts"]["purchases_12m"] == "218050.00"
    assert wrong["stage"]["facts"]["purchases_12m"] == "177730.00"


def test_the_timeline_marks_what_is_late_corrected_and_retracted(data: list[str], capsys: Capture) -> None:
    rows = asked(capsys, *data, "timeline", "C-1002")["items"]
    assert {row["late_days"] for row in rows if row["type"] == "VisitMade"} == {0, 43}
    assert [row["external_id"] for row in rows if row["status"] == "corrected"] == ["SO-26061"]
    orders = asked(capsys, *data, "timeline", "C-1003", "--include", "retracted")["items"]
    assert [row["external_id"] for row in orders if row["status"] == "retracted"] == ["PHONE-0721"]


def test_the_silent_customer_is_overdue_with_its_orders_as_evidence(data: list[str], capsys: Capture) -> None:
    signals = asked(capsys, *data, "show", "C-1005", "--as-of", LAST_DAY)["risk"]["signals"]
    (signal,) = (signal for signal in signals if signal["name"] == "order_overdue")
    assert (signal["severity"], signal["evidence_count"]) == ("alert", 15)


def test_the_example_runs_and_runs_again(tmp_path: Path, capsys: Capture) -> None:
    place = str(tmp_path / "demo")
    for _ in range(2):
        assert main([place]) == 0
        text = capsys.readouterr().out
        assert "Book  6 customers" in text
        assert "Cascade Pump Works, Inc.  C-1005" in text
        assert f"export GUANXI_DATA={place}" in text


def test_the_example_touches_no_directory_with_other_files(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert main([str(tmp_path)]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert "Name an empty or a new directory" in capsys.readouterr().out
