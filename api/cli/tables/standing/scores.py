"""Scores of a hundred: a bar and a trend on one line, the sentence below."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.cli.tables.grid import Cell, Column, Grid
from api.cli.tables.paragraph import Paragraph
from api.cli.tables.plain import one_line
from api.cli.tables.standing.section import Section
from api.cli.tables.words import DIM

TREND = {"up": ("↗", "green"), "flat": ("→", ""), "down": ("↘", "red")}
BAR = 10
COLUMNS = (
    Column(title=""),
    Column(title=""),
    Column(title="", right=True),
    Column(title=""),
)


def known(scores: Mapping[str, Any], names: Sequence[str]) -> list[str]:
    """Those of these scores that have a value."""
    return [name for name in names if (scores.get(name) or {}).get("value") is not None]


def score_lines(scores: Mapping[str, Any], names: Sequence[str]) -> Section:
    """names: known ones; their bars begin and end in one column."""
    widest = max(map(len, names), default=0)
    lines: Section = []
    for name in names:
        lines.append(Grid(COLUMNS, [_bar(name.replace("_", " ").ljust(widest), scores[name])]))
        if reason := one_line(scores[name].get("reason") or ""):
            lines.append(Paragraph((reason, DIM), indent=4))
    return lines


def _bar(name: str, score: Mapping[str, Any]) -> list[Cell]:
    value = score["value"]
    filled = round(value / 100 * BAR)
    return [
        name,
        (("█" * filled, "green"), ("░" * (BAR - filled), DIM)),
        f"{value:>3}",
        (TREND.get(score.get("trend") or "", ("", "")), (_from(score), DIM)),
    ]


def _from(score: Mapping[str, Any]) -> str:
    """What it was, where it is another now."""
    before = score.get("before")
    return f" from {before['value']}" if before and score.get("trend") in ("up", "down") else ""
