"""What people say against what is derived, beside it."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.cli.tables.amounts import UNKNOWN
from api.cli.tables.paragraph import Paragraph
from api.cli.tables.plain import one_line
from api.cli.tables.standing.section import Section, evidence, title
from api.cli.tables.words import DIM


def overrides_section(overrides: Sequence[Mapping[str, Any]]) -> Section:
    """A line each: what it is said to be, what is derived, who says so, until when and why."""
    if not overrides:
        return []
    return [title("Said otherwise", ("beside what is derived, never instead of it", DIM)), *map(_line, overrides)]


def _line(one: Mapping[str, Any]) -> Paragraph:
    field = one_line(one["field"].replace("_", " "))
    derived = UNKNOWN if one["computed"] is None else one_line(str(one["computed"]))
    return Paragraph(
        (f"{field} {one_line(str(one['value']))}", "bold"),
        f" (derived: {derived}), says {one_line(one['author'] or 'somebody')} until {one['expires_on']}: ",
        one_line(one["reason"] or UNKNOWN),
        evidence(one["evidence"]),
        mark=(("≠ ", "yellow"),),
    )
