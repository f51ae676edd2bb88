"""The access log: who was shown what, in the order of noting."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType

from api.cli.tables.amounts import counted
from api.cli.tables.grid import Cell, Column, Grid
from api.cli.tables.heading import Asked, heading
from api.cli.tables.paragraph import Paragraph
from api.cli.tables.plain import one_line
from api.cli.tables.words import DIM
from api.dates import local

Row = Mapping[str, Any]

COLUMNS = (
    Column(title="NO.", right=True),
    Column(title="AT"),
    Column(title="KIND"),
    Column(title="WHO"),
    Column(title="CUSTOMER", shrink_to=8),
    Column(title="CONTACT", shrink_to=8),
    Column(title="WHAT", shrink_to=20),
)


def accesses_table(rows: Sequence[Row], clocks: Asked) -> RenderableType:
    """Ascending by number."""
    title = heading("Access log", counted(len(rows), "row"), clocks)
    if not rows:
        return Group(*title, "", Paragraph("Nothing was noted."))
    return Group(*title, "", Grid(COLUMNS, [_line(row, clocks.zone) for row in rows]))


def _line(row: Row, zone: ZoneInfo) -> list[Cell]:
    return [
        str(row["number"]),
        ((local(row["at"], zone).strftime("%Y-%m-%d %H:%M"), DIM),),
        row["kind"],
        one_line(row["actor"]),
        one_line(row["customer"] or ""),
        one_line(row["contact_id"] or ""),
        one_line(row["what"]),
    ]
