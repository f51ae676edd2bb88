"""The people there: who they are, where they stand, when they were met, and by whom of ours."""

from collections.abc import Mapping
from typing import Any

from api.cli.tables.amounts import UNKNOWN, percent
from api.cli.tables.grid import Cell, Column, Grid
from api.cli.tables.paragraph import Paragraph
from api.cli.tables.plain import one_line
from api.cli.tables.standing.section import Section, absences, evidence, title
from api.cli.tables.words import DIM

COLUMNS = (
    Column(title="CONTACT", shrink_to=8),
    Column(title="DEPARTMENT", shrink_to=8),
    Column(title="LEVEL"),
    Column(title="ROLE", drop=3),
    Column(title="INFLUENCE", right=True, drop=4),
    Column(title="ATTITUDE"),
    Column(title="LAST MET"),
    Column(title="KNOWN BY", drop=2, shrink_to=8),
)


def people_section(people: Mapping[str, Any] | None) -> Section:
    """Nothing where nobody there is known."""
    if people is None:
        return []
    return [
        title("People", *_single_thread(people["single_thread"])),
        Paragraph(one_line(people["reason"]), evidence(people["evidence"], people["evidence_count"])),
        *absences([one_line(said) for said in people["absences"]]),
        Grid(COLUMNS, [_line(contact) for contact in people["contacts"]]),
    ]


def _single_thread(sides: Mapping[str, Mapping[str, Any] | None]) -> list[tuple[str, str]]:
    """Who of either side most contact goes through, where it is one."""
    said = [
        f"{percent(top['share'])} of contact through {one_line(top['person'])} ({side})"
        for side, top in sides.items()
        if top is not None and top["single"]
    ]
    return [("; ".join(said), DIM)] if said else []


def _line(contact: Mapping[str, Any]) -> list[Cell]:
    left = contact["left_on"]
    last = f"left {left}" if left else contact["last_met_on"] or "never"
    told = ("department", "level", "role", "influence", "attitude")
    department, level, role, influence, attitude = (_said(contact[name]) for name in told)
    known_by = ", ".join(map(one_line, contact["known_by"])) or UNKNOWN
    return [one_line(contact["contact_id"]), department, level, role, influence, attitude, last, known_by]


def _said(value: object) -> str:
    return UNKNOWN if value is None else one_line(str(value))
