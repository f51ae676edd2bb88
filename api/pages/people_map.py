"""The stakeholder map as a drawing: a band per level, a circle per contact, a line to whom it reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

LEVELS = ("executive", "middle", "operational", None)
WIDTH, BAND, TOP, MOST = 640, 74, 34, 24
UNSAID_INFLUENCE = 0.3


@dataclass(frozen=True, kw_only=True)
class Node:
    """A contact at its place; kind: its attitude, for the colour."""

    contact_id: str
    x: int
    y: int
    r: int
    kind: str
    single: bool


@dataclass(frozen=True, kw_only=True)
class PeopleMap:
    """bands: what each is called and where it begins. lines: (x1, y1, x2, y2)."""

    height: int
    bands: list[tuple[str, int]]
    nodes: list[Node]
    lines: list[tuple[int, int, int, int]]
    width: int = WIDTH


def people_map(people: dict[str, Any] | None) -> PeopleMap | None:
    """Of those who are there, the most influential; None without anybody."""
    present = present_contacts(people)[:MOST]
    if people is None or not present:
        return None
    used = [level for level in LEVELS if any(one["level"] == level for one in present)]
    theirs = people["single_thread"]["theirs"]
    thread = theirs["person"] if theirs and theirs["single"] else None
    nodes = [
        _node(one, place, len(row), band, thread)
        for band, level in enumerate(used)
        for row in [[one for one in present if one["level"] == level]]
        for place, one in enumerate(row)
    ]
    at = {node.contact_id: node for node in nodes}
    lines = [
        (at[one["contact_id"]].x, at[one["contact_id"]].y, at[one["reports_to"]].x, at[one["reports_to"]].y)
        for one in present
        if one["reports_to"] in at
    ]
    bands = [(level or "level unknown", band * BAND) for band, level in enumerate(used)]
    return PeopleMap(height=len(used) * BAND + 8, bands=bands, nodes=nodes, lines=lines)


def present_contacts(people: dict[str, Any] | None) -> Sequence[dict[str, Any]]:
    """Who has not left, by influence."""
    there = [one for one in (people or {"contacts": []})["contacts"] if one["left_on"] is None]
    return sorted(there, key=lambda one: (-_influence(one), one["contact_id"]))


def _influence(one: dict[str, Any]) -> float:
    return UNSAID_INFLUENCE if one["influence"] is None else float(one["influence"])


def _node(one: dict[str, Any], place: int, of: int, band: int, thread: str | None) -> Node:
    return Node(
        contact_id=one["contact_id"],
        x=round((place + 0.5) * (WIDTH - 100) / of) + 96,
        y=band * BAND + TOP,
        r=round(6 + 14 * _influence(one)),
        kind=one["attitude"] or "unobserved",
        single=one["contact_id"] == thread,
    )
