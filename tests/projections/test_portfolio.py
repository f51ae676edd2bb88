"""The portfolio: counts and exact money by stage and risk, movements, who stands still."""

from datetime import date
from typing import Any

import pytest

from api.envelope import PORTFOLIO_COLUMNS
from ledger.errors import Invalid
from projections.clocks import Clocks, beginning
from projections.policy_file import default_policy
from projections.portfolio import FIELDS, portfolio_rows
from tests.laws.memory_log import micros
from tests.oracle.given import at

ON = date(2026, 6, 30)


def row(code: str, stage: str, risk: str | None = "prevention", **said: Any) -> dict[str, Any]:
    return {
        "code": code,
        "name": code,
        "stage": stage,
        "since": "2026-01-31",
        "momentum": "steady",
        "risk": risk,
        "purchases_12m": "0.10",
        "currency": "EUR",
    } | said


def portfolio(now: list[dict[str, Any]], then: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return portfolio_rows(now, then, on=ON, policy=default_policy().policy.momentum)


def of(kind: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [found for found in rows if found["kind"] == kind]


def test_money_is_summed_exactly_and_by_currency() -> None:
    yen = row("C", "stable", currency="JPY", purchases_12m="7")
    now = [row("A", "stable"), row("B", "stable", purchases_12m="0.20"), yen]
    stable = next(found for found in of("stage", portfolio(now, [])) if found["stage"] == "stable")
    assert (stable["customers"], stable["value"], stable["days_in_stage"]) == (3, {"EUR": "0.30", "JPY": "7"}, 150)


def test_every_stage_and_status_stands_there_with_its_count_even_of_nobody() -> None:
    rows = portfolio([row("A", "initial", "rescue")], [])
    assert [found["customers"] for found in of("stage", rows)] == [0, 1, 0, 0]
    statuses = {found["risk"]: found["customers"] for found in of("risk", rows)}
    assert statuses == {"prevention": 0, "control": 0, "rescue": 1, "lost": 0}
    assert [(found["stage"], found["risk"]) for found in of("stage_risk", rows)] == [("initial", "rescue")]


def test_movements_name_who_joined_who_moved_and_who_left() -> None:
    now = [row("A", "stable"), row("B", "initial"), row("N", "development")]
    then = [row("A", "initial"), row("B", "initial"), row("G", "stable", purchases_12m="9.00")]
    moved = [(m["from_stage"], m["stage"], m["customers"], m["value"]) for m in of("migration", portfolio(now, then))]
    assert moved == [
        (None, "development", 1, {"EUR": "0.10"}),
        ("initial", "initial", 1, {"EUR": "0.10"}),
        ("initial", "stable", 1, {"EUR": "0.10"}),
        ("stable", None, 1, {"EUR": "9.00"}),
    ]


def test_who_stands_still_is_named_with_the_rule() -> None:
    (still,) = of("stagnant", portfolio([row("A", "initial", momentum="stagnant", since="2024-11-30")], []))
    assert (still["code"], still["days_in_stage"]) == ("A", 577)
    assert still["reason"] == "In initial since 2024-11-30, for longer than 18 months."


def test_an_empty_book_has_all_stages_and_no_movement() -> None:
    rows = portfolio([], [])
    assert [found["customers"] for found in rows] == [0] * 8
    assert all(tuple(found) == FIELDS == PORTFOLIO_COLUMNS for found in rows)


def test_movements_begin_a_year_before_unless_said_and_never_later() -> None:
    end = micros(at("2026-06-30T23:59:59.999999"))
    clocks = Clocks(as_of=end, known_at=None, position=0, cut=0, rules=default_policy())
    assert beginning(clocks, None).as_of == micros(at("2025-06-30T23:59:59.999999"))
    assert beginning(clocks, "2026-06-01").as_of == micros(at("2026-06-01T23:59:59.999999"))
    with pytest.raises(Invalid, match="lies after"):
        beginning(clocks, "2026-07-01")
