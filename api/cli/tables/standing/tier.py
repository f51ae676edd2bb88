"""The tier in force, and where it comes from."""

from collections.abc import Mapping
from typing import Any

from api.cli.tables.standing.section import Section, evidence, title
from api.cli.tables.words import DIM, Span


def tier_section(tier: Mapping[str, Any] | None) -> Section:
    """One line; nothing where no tier is known."""
    if not tier or not tier.get("value"):
        return []
    parts: list[Span] = [(tier["value"], "bold")]
    if tier.get("assigned") == tier["value"]:
        basis = f" for {tier['basis'].replace('_', ' ')}" if tier.get("basis") else ""
        parts.append((f"  assigned on {tier['assigned_on']}{basis}", DIM))
    else:
        parts.append(("  derived from the book", DIM))
    return [title("Tier", *parts, evidence(tier.get("evidence") or []))]
