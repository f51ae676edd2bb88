"""The timeline of one customer: what happened, day by day, with late, corrected and retracted marked."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType

from api.cli.tables.amounts import counted
from api.cli.tables.grid import Cell, Column, Grid
from api.cli.tables.heading import Asked, heading
from api.cli.tables.paragraph import Paragraph
from api.cli.tables.plain import one_line
from api.cli.tables.words import DIM, Span, Spans
from api.dates import day

Row = Mapping[str, Any]

COLUMNS = (
    Column(title="DATE"),
    Column(title="EVENT", drop=1),
    Column(title="WHAT HAPPENED", shrink_to=28, wrap=True),
    Column(title=""),
    Column(title="NO.", right=True),
)


def timeline_table(code: str, rows: Sequence[Row], clocks: Asked) -> RenderableType:
    """In the order given; below it what the marks mean, only where one stands."""
    title = heading(f"Timeline of {one_line(code)}", counted(len(rows), "event"), clocks)
    if not rows:
        return Group(*title, "", Paragraph("Nothing had happened at these clocks."))
    lines = [_line(row, clocks.zone) for row in rows]
    return Group(*title, "", Grid(COLUMNS, lines), *_explanation(rows))


def _line(row: Row, zone: ZoneInfo) -> list[Cell]:
    gone = row["status"] == "retracted"
    return [
        ((day(row["occurred_at"], zone), DIM if gone else ""),),
        ((row["type"], DIM),),
        ((one_line(row["summary"]), "dim strike" if gone else ""),),
        _marks(row),
        ((str(row["position"]), DIM),),
    ]


def _marks(row: Row) -> Spans:
    marks: list[Span] = []
    if row["status"] == "retracted":
        marks.append(("retracted", "red"))
    if row["status"] == "corrected":
        marks.append((f"corrected by {', '.join(map(str, row['corrected_by']))}", "yellow"))
    if row["late_days"]:
        marks.append((f"late {row['late_days']} d", "cyan"))
    return tuple(span for mark in marks for span in ((", ", DIM), mark))[1:]


def _explanation(rows: Sequence[Row]) -> list[RenderableType]:
    parts = []
    if any(row["late_days"] for row in rows):
        parts.append("late: recorded so many days after it happened")
    if any(row["status"] == "corrected" for row in rows):
        parts.append("corrected by: the position of what replaced it")
    return ["", Paragraph((" · ".join(parts), DIM))] if parts else []
