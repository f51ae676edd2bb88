"""Loyalty: scores with a bar and a trend, what they make together, the safeguards of communication, and trade."""

from collections.abc import Mapping
from typing import Any

from api.cli.tables.grid import Cell, Column, Grid
from api.cli.tables.paragraph import Paragraph
from api.cli.tables.plain import one_line
from api.cli.tables.standing.section import Section, evidence, title
from api.cli.tables.words import DIM, Span

SCORES = ("behavioural", "attitudinal", "emotional", "communication", "switching_cost")
TREND = {"up": ("↗", "green"), "flat": ("→", ""), "down": ("↘", "red")}
BAR = 10


def loyalty_section(loyalty: Mapping[str, Any] | None) -> Section:
    """Only where at least one of the scores is known; what nothing binds costs nothing and is no news."""
    if not loyalty:
        return []
    known = [name for name in SCORES if _known(loyalty.get(name), name)]
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
    guards = _safeguards((loyalty.get("communication") or {}).get("safeguards"))
    return [title("Loyalty", *detail), Grid(columns, [_line(name, loyalty[name]) for name in known]), *guards]


def _known(score: Mapping[str, Any] | None, name: str) -> bool:
    value = (score or {}).get("value")
    return value is not None and not (name == "switching_cost" and value == 0)


def _safeguards(guards: Mapping[str, Mapping[str, Any]] | None) -> Section:
    """Each with its mark; nothing where none stands and nothing proves anything."""
    if guards is None or not any(guard["evidence"] for guard in guards.values()):
        return []
    return [
        Paragraph(
            one_line(guard["reason"]),
            evidence(guard["evidence"], guard["evidence_count"]),
            mark=(("✓ ", "green") if guard["met"] else ("✗ ", "yellow"),),
        )
        for guard in guards.values()
    ]


def trade_section(loyalty: Mapping[str, Any] | None) -> Section:
    """The indicators that are known, a sentence each."""
    trade = (loyalty or {}).get("trade") or {}
    lines = [
        Paragraph(one_line(one["reason"]), evidence(one["evidence"], one["evidence_count"]), mark=(("· ", DIM),))
        for one in trade.values()
        if one["value"] is not None
    ]
    return [title("Trade"), *lines] if lines else []


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
