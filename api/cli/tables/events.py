"""The log as it is: every event in the order of recording."""

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
from api.dates import day, local
from api.log import WITHHELD

Row = Mapping[str, Any]

COLUMNS = (
    Column(title="NO.", right=True),
    Column(title="RECORDED"),
    Column(title="CUSTOMER", shrink_to=8),
    Column(title="TYPE"),
    Column(title="OCCURRED"),
    Column(title="SOURCE", drop=2),
    Column(title="DATA", drop=1, shrink_to=20),
)


def events_table(rows: Sequence[Row], clocks: Asked) -> RenderableType:
    """Ascending by position."""
    title = heading("Events", counted(len(rows), "event"), clocks)
    if not rows:
        return Group(*title, "", Paragraph("No event matches."))
    return Group(*title, "", Grid(COLUMNS, [_line(row, clocks.zone) for row in rows]))


def _line(row: Row, zone: ZoneInfo) -> list[Cell]:
    if row["type"] == WITHHELD:
        return [str(row["position"]), "", "", ((WITHHELD, DIM),), "", "", ""]
    return [
        str(row["position"]),
        ((local(row["recorded_at"], zone).strftime("%Y-%m-%d %H:%M"), DIM),),
        one_line(row["customer"]),
        row["type"],
        day(row["occurred_at"], zone),
        ((one_line(" ".join(filter(None, (row["source"], row["external_id"])))), DIM),),
        _brief(row["data"]),
    ]


def _brief(data: Mapping[str, Any]) -> str:
    """Fields in one line, long values left to `--format json`."""
    return one_line(", ".join(f"{key}={_value(value)}" for key, value in data.items()))


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return "{…}" if value else "{}"
    if isinstance(value, list):
        simple = all(isinstance(item, str) for item in value)
        return ",".join(value) if simple else f"[{len(value)}]"
    return "null" if value is None else str(value)
