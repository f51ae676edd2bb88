"""The order rhythm: one sentence, and the figures in one line."""

from collections.abc import Mapping
from typing import Any

from api.cli.tables.amounts import counted, percent
from api.cli.tables.paragraph import Paragraph
from api.cli.tables.standing.section import Section, evidence, title
from api.cli.tables.words import DIM, Span


def rhythm_section(rhythm: Mapping[str, Any]) -> Section:
    """Absent only where nothing is known and nothing is said."""
    if not rhythm["orders"]:
        return [title("Order rhythm"), Paragraph(rhythm["reason"])] if rhythm["reason"] else []
    return [
        title("Order rhythm", _figures(rhythm)),
        Paragraph(rhythm["reason"], evidence(rhythm["evidence"], rhythm.get("evidence_count"))),
    ]


def _figures(rhythm: Mapping[str, Any]) -> Span:
    span = f"{counted(rhythm['orders'], 'order-day')}, {rhythm['first_order_on']} to {rhythm['last_order_on']}"
    if rhythm["probability_lapsed"] is not None:
        span += f"; gone for good: {percent(rhythm['probability_lapsed'], 0)}"
    return (span, DIM)
