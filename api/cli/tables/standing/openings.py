"""Ways in, offers that wait, rivals in place, and what was won and lost: one line each."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.cli.tables.paragraph import Paragraph
from api.cli.tables.plain import one_line
from api.cli.tables.standing.section import Section, evidence, title
from api.cli.tables.words import DIM

MARKS = {"opening": "◇ ", "quotation": "… ", "rival": "× ", "quotations": "Σ "}


def openings_section(openings: Sequence[Mapping[str, Any]]) -> Section:
    """In the order of the document."""
    if not openings:
        return []
    lines = [
        Paragraph(
            one_line(item["reason"]),
            evidence(item["evidence"], item.get("evidence_count")),
            mark=((MARKS[item["type"]], DIM),),
        )
        for item in openings
    ]
    return [title("Openings"), *lines]
