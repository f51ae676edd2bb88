"""The next step: each condition, met or missing, with its numbers."""

from collections.abc import Mapping
from typing import Any

from api.cli.tables.amounts import UNKNOWN, percent
from api.cli.tables.grid import Cell, Column, Grid
from api.cli.tables.plain import one_line
from api.cli.tables.standing.section import Section, title
from api.cli.tables.words import DIM, STAGES

COLUMNS = (
    Column(title=""),
    Column(title="CONDITION", shrink_to=20),
    Column(title="NEEDED", right=True),
    Column(title="NOW", right=True),
)


def next_section(stage: Mapping[str, Any]) -> Section:
    """Nothing for a strategic customer: there is no further stage."""
    conditions = stage["next"]
    if not conditions:
        return []
    here = STAGES.index(stage["name"])
    goal = f"Next step: {STAGES[here + 1]}" if here + 1 < len(STAGES) else "Next step"
    met = sum(bool(condition["met"]) for condition in conditions)
    lines = [_line(condition) for condition in conditions]
    return [title(goal, (f"{met} of {len(conditions)} conditions met", DIM)), Grid(COLUMNS, lines)]


def _line(condition: Mapping[str, Any]) -> list[Cell]:
    met = condition["met"]
    name = one_line(condition["condition"])
    return [
        (("✓ met", "green") if met else ("✗ missing", "yellow"),),
        ((name, "" if met else "bold"),),
        _number(name, condition["required"]),
        _number(name, condition["actual"]),
    ]


def _number(name: str, value: object) -> str:
    """A share as a percentage, yes and no in words, anything else as it is."""
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and "share" in name:
        return percent(value)
    return one_line(str(value))
