"""The sections of the page in their order; a section with nothing to say is not there."""

from collections.abc import Mapping
from typing import Any

from rich.console import Group, RenderableType

from api.cli.tables.heading import Asked, heading
from api.cli.tables.plain import one_line
from api.cli.tables.standing.advice import advice_section
from api.cli.tables.standing.drivers import drivers_section
from api.cli.tables.standing.loyalty import loyalty_section, trade_section
from api.cli.tables.standing.needs import needs_section
from api.cli.tables.standing.next_step import next_section
from api.cli.tables.standing.openings import openings_section
from api.cli.tables.standing.overrides import overrides_section
from api.cli.tables.standing.people import people_section
from api.cli.tables.standing.rhythm import rhythm_section
from api.cli.tables.standing.signals import risk_section
from api.cli.tables.standing.stage import stage_section
from api.cli.tables.standing.tier import tier_section


def standing_page(standing: Mapping[str, Any], clocks: Asked) -> RenderableType:
    """One standing of contracts section 4."""
    stage, risk = standing["stage"], standing["risk"]
    sections = [
        stage_section(stage, risk, clocks.day()),
        overrides_section(standing["overrides"]),
        next_section(stage),
        rhythm_section(standing["rhythm"]),
        risk_section(risk, standing["rhythm"]["reason"]),
        loyalty_section(standing["loyalty"]),
        trade_section(standing["loyalty"]),
        tier_section(standing["tier"]),
        people_section(standing["people"]),
        drivers_section(standing["drivers"]),
        needs_section(standing["needs"]),
        openings_section(standing["openings"]),
        advice_section(standing["advice"]),
    ]
    parts: list[RenderableType] = [*heading(one_line(standing["name"] or ""), one_line(standing["code"]), clocks)]
    for section in sections:
        if section:
            parts += ["", *section]
    return Group(*parts)
