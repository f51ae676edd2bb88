"""Loyalty: three scores with a bar and a trend, and what they make together."""

from collections.abc import Mapping
from typing import Any

from api.cli.tables.grid import Cell, Column, Grid
from api.cli.tables.plain import one_line
from api.cli.tables.standing.section import Section, title
from api.cli.tables.words import DIM, Span

SCORES = ("behavioural", "attitudinal", "emotional")
TREND = {"up": ("↗", "green"), "flat": ("→", ""), "down": ("↘", "red")}
BAR = 10


def loyalty_section(loyalty: Mapping[str, Any] | None) -> Section:
    """Only where at least one of the three scores is known."""
    if not loyalty:
        return []
    known = [name for name in SCORES if (loyalty.get(name) or {}).get("value") is not None]
    if not known:
        return []
    kinds = [word for word in (loyalty.get("type"), loyalty.get("retention")) if word]
    detail: list[Span] = [(" · ".join(kinds), "")] if kinds else []
    columns = [
        Column(title=""),
        Column(title=""),
        Column(title="", right=True),
        Column(title=""),
        Column(title="", drop=1),
    ]
    return [title("Loyalty", *detail), Grid(columns, [_line(name, loyalty[name]) for name in known])]


def _line(name: str, score: Mapping[str, Any]) -> list[Cell]:
    value = score["value"]
    filled = round(value / 100 * BAR)
    return [
        name,
        (("█" * filled, "green"), ("░" * (BAR - filled), DIM)),
        str(value),
        (TREND.get(score.get("trend") or "", ("", "")),),
        ((one_line(score.get("reason") or ""), DIM),),
    ]
