"""Scores of a hundred: a bar, a trend and the sentence, one line each."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.cli.tables.grid import Cell, Column, Grid
from api.cli.tables.plain import one_line
from api.cli.tables.words import DIM

TREND = {"up": ("↗", "green"), "flat": ("→", ""), "down": ("↘", "red")}
BAR = 10
COLUMNS = (
    Column(title=""),
    Column(title=""),
    Column(title="", right=True),
    Column(title=""),
    Column(title="", drop=1),
)


def known(scores: Mapping[str, Any], names: Sequence[str]) -> list[str]:
    """Those of these scores that have a value."""
    return [name for name in names if (scores.get(name) or {}).get("value") is not None]


def score_lines(scores: Mapping[str, Any], names: Sequence[str]) -> Grid:
    """names: known ones."""
    return Grid(COLUMNS, [_line(name, scores[name]) for name in names])


def _line(name: str, score: Mapping[str, Any]) -> list[Cell]:
    value = score["value"]
    filled = round(value / 100 * BAR)
    return [
        name.replace("_", " "),
        (("█" * filled, "green"), ("░" * (BAR - filled), DIM)),
        str(value),
        (TREND.get(score.get("trend") or "", ("", "")),),
        ((one_line(score.get("reason") or ""), DIM),),
    ]
