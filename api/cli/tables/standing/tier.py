"""The tier in force, and where it comes from."""

from collections.abc import Mapping
from typing import Any

from api.cli.tables.paragraph import Paragraph
from api.cli.tables.standing.section import Section, evidence, title
from api.cli.tables.words import DIM, Span


def tier_section(tier: Mapping[str, Any] | None) -> Section:
    """A line, and why where it is derived; nothing where no tier is known and nothing was ever ordered."""
    if not tier or not (tier.get("value") or tier.get("ordering")):
        return []
    parts: list[Span] = [(tier.get("value") or "unknown", "bold")]
    if tier.get("assigned"):
        basis = f" for {tier['basis'].replace('_', ' ')}" if tier.get("basis") else ""
        parts.append((f"  assigned on {tier['assigned_on']}{basis}", DIM))
        if tier.get("derived") not in (None, tier["assigned"]):
            parts.append((f"; derived from the book: {tier['derived']}", DIM))
    elif tier.get("value"):
        parts.append(("  derived from the book", DIM))
    lines: Section = [title("Tier", *parts, evidence(tier.get("evidence") or []))]
    if tier.get("reason") and not tier.get("assigned"):
        lines.append(Paragraph(tier["reason"]))
    if ordering := tier.get("ordering"):
        lines.append(Paragraph(f"{'Regular' if ordering['regular'] else 'Occasional'}: {ordering['reason']}"))
    return lines
