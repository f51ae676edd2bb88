"""What is learnt two years late changes what is said today, and nothing of what was said before it was known."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.shell import Shell

MONTHS = [f"2022-{month:02}" for month in range(7, 13)] + [f"2023-{month:02}" for month in range(1, 7)]
LAST_MONTH, TODAY = ("--known-at", "2023-05-31"), ("--as-of", "2023-06-30")
CONTACT = {"contact_id": "K1", "name": "Bo", "department": "purchasing", "level": "middle"}


def told_at_once(day: str, kind: str, **data: Any) -> dict[str, Any]:
    at = {"occurred_at": f"{day}T09:00:00Z", "recorded_at": f"{day}T10:00:00Z"}
    return {"customer": "C-1", "type": kind, **at, "data": data}


def signals(shell: Shell) -> list[str]:
    return [signal["name"] for signal in shell.asked("show", "C-1", *TODAY)["risk"]["signals"]]


def known_last_month(shell: Shell) -> list[Any]:
    """All answers of then, without the length of the log."""
    commands = (("show", "C-1"), ("history", "C-1"), ("timeline", "C-1"), ("book",))
    return [shell.asked(*command, *TODAY, *LAST_MONTH) | {"position": None} for command in commands]


def test_a_visit_recorded_two_years_late_changes_today_and_not_last_month(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = Shell(tmp_path, capsys)
    orders = [
        told_at_once(f"{month}-05", "OrderPlaced", order_id=month, amount="100.00", currency="EUR") for month in MONTHS
    ]
    registered = told_at_once("2021-01-04", "CustomerRegistered", name="Acme", currency="EUR")
    shell(
        "import", "--restore", shell.lines(registered, told_at_once("2021-02-01", "ContactAdded", **CONTACT), *orders)
    )
    assert "contacts_not_recorded" in signals(shell)
    before = known_last_month(shell)

    shell("record", "C-1", "VisitMade", "--at", "2021-06-01", "--data-json", '{"contact_ids": ["K1"]}')
    assert "contacts_not_recorded" not in signals(shell)
    assert "contact_silence" in signals(shell)
    assert known_last_month(shell) == before
