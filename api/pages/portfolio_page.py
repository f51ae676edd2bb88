"""The portfolio as a page: counts and value by stage and risk, movements between two dates, who stands still."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from api.pages.clock_form import ClockForm, told
from api.pages.drawing import RISKS, STAGES, money
from projections.clocks import Clocks

Row = dict[str, Any]
MOST = 50  # stagnant customers, the largest first
NOT_THERE = "not in the book"


def portfolio_page(rows: Sequence[Row], clocks: Clocks, form: ClockForm, *, begun: str) -> Row:
    """rows: portfolio rows. begun: the date movements begin at."""
    kinds: dict[str, list[Row]] = {}
    for row in rows:
        kinds.setdefault(row["kind"], []).append(row)
    stagnant = sorted(kinds.get("stagnant", []), key=lambda row: (-row["days_in_stage"], row["code"]))
    return {
        "form": form,
        "told": told(clocks, form.language),
        "book": form.link("/"),
        "begun": begun,
        "risks": (*RISKS, None),
        "grid": [_stage(row, kinds.get("stage_risk", []), form) for row in kinds["stage"]],
        "at_risk": _values([row for row in kinds["risk"] if row["risk"] in ("control", "rescue")]),
        "moves": _moves(kinds.get("migration", [])),
        "stagnant": [row | {"value": _values([row]), "link": form.customer(row["code"])} for row in stagnant[:MOST]],
        "stagnant_count": len(stagnant),
    }


def _stage(row: Row, cells: Sequence[Row], form: ClockForm) -> Row:
    counts = {cell["risk"]: cell["customers"] for cell in cells if cell["stage"] == row["stage"]}
    return {
        "stage": row["stage"],
        "cells": [counts.get(risk, 0) for risk in (*RISKS, None)],
        "customers": row["customers"],
        "value": _values([row]),
        "days": row["days_in_stage"],
        "link": form.link("/", stage=row["stage"]),
    }


def _values(rows: Sequence[Row]) -> str:
    """Each currency's sum, "" without any: "CNY 1,200.00, EUR 30.00"."""
    found: dict[str, list[str]] = {}
    for row in rows:
        for currency, amount in row["value"].items():
            found.setdefault(currency, []).append(amount)
    return ", ".join(money(_sum(amounts), currency) for currency, amounts in sorted(found.items()))


def _sum(amounts: Sequence[str]) -> str:
    return str(sum(map(Decimal, amounts), Decimal(0)))


def _moves(rows: Sequence[Row]) -> Row:
    """The matrix of movements; the last row and column are those outside the book."""
    counts = {(row["from_stage"], row["stage"]): row["customers"] for row in rows}
    names: tuple[str | None, ...] = (*STAGES, None)
    return {
        "to": [name or NOT_THERE for name in names],
        "rows": [
            {"name": was or NOT_THERE, "cells": [_cell(was, now, counts.get((was, now), 0)) for now in names]}
            for was in names
        ],
    }


def _cell(was: str | None, now: str | None, customers: int) -> Row:
    kind = "" if not customers or was is None or now is None or was == now else _way(was, now)
    return {"customers": customers, "kind": kind}


def _way(was: str, now: str) -> str:
    return "up" if STAGES.index(now) > STAGES.index(was) else "down"
