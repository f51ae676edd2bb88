"""Loyalty: its scores, what they make together, and the safeguards of communication."""

from collections.abc import Mapping
from typing import Any

from api.cli.tables.paragraph import Paragraph
from api.cli.tables.plain import one_line
from api.cli.tables.standing.scores import known, score_lines
from api.cli.tables.standing.section import Section, evidence, title
from api.cli.tables.words import DIM, Span

SCORES = ("behavioural", "attitudinal", "emotional", "communication", "switching_cost")


def loyalty_section(loyalty: Mapping[str, Any] | None) -> Section:
    """Only where at least one of the scores is known; that leaving costs nothing is no news."""
    names = [name for name in known(loyalty or {}, SCORES) if name != "switching_cost" or _binds(loyalty)]
    if not loyalty or not names:
        return []
    kinds = [word for word in (loyalty.get("type"), loyalty.get("retention")) if word]
    detail: list[Span] = [(" · ".join(kinds), "")] if kinds else []
    guards = _safeguards((loyalty.get("communication") or {}).get("safeguards"))
    return [title("Loyalty", *detail), *score_lines(loyalty, names), *guards]


def _binds(loyalty: Mapping[str, Any] | None) -> bool:
    return bool((loyalty or {})["switching_cost"]["value"])


def _safeguards(guards: Mapping[str, Mapping[str, Any]] | None) -> Section:
    """Each with its mark; nothing where no event tells of any."""
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
