"""Needs: the level they are at, what we serve of it, and what is not known."""

from collections.abc import Mapping
from typing import Any

from api.cli.tables.paragraph import Paragraph
from api.cli.tables.plain import one_line
from api.cli.tables.standing.section import Section, absences, evidence, title


def needs_section(needs: Mapping[str, Any] | None) -> Section:
    """Nothing where no need was ever noted: what is not known is asked for in the advice."""
    if not needs or not needs["evidence"]:
        return []
    proof = evidence(needs["evidence"], needs["evidence_count"])
    return [
        title("Needs"),
        Paragraph(one_line(needs["reason"]), proof),
        *absences([one_line(said) for said in needs["absences"]]),
    ]
