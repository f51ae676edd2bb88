"""Advice: what to do, most pressing first, and because of what."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.cli.tables.paragraph import Paragraph
from api.cli.tables.standing.section import Section, title
from api.cli.tables.words import DIM, signal_name

SHOWN = 5


def advice_section(advice: Sequence[Mapping[str, Any]]) -> Section:
    """At most five items."""
    if not advice:
        return []
    items = [
        Paragraph(item["action"], (f"  ({signal_name(item['because'])})", DIM), mark=((f"{number}. ", "bold"),))
        for number, item in enumerate(advice[:SHOWN], 1)
    ]
    return [title("What to do"), *items]
