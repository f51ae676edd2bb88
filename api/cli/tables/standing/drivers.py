"""Drivers: what makes them buy from us, the weakest named."""

from collections.abc import Mapping
from typing import Any

from api.cli.tables.paragraph import Paragraph
from api.cli.tables.plain import one_line
from api.cli.tables.standing.scores import known, score_lines
from api.cli.tables.standing.section import Section, absences, title

SCORES = ("organisational_interest", "organisational_trust", "personal_interest", "personal_trust")


def drivers_section(drivers: Mapping[str, Any] | None) -> Section:
    """Nothing where none is known."""
    names = known(drivers or {}, SCORES)
    if not drivers or not names:
        return []
    asked = absences([one_line(said) for said in drivers["absences"]])
    return [title("Drivers"), *score_lines(drivers, names), Paragraph(one_line(drivers["reason"])), *asked]
