"""The catalogue as a person reads it: all types by group, or the fields of one."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from rich.console import Group, RenderableType

from api.cli.tables.amounts import counted
from api.cli.tables.grid import Cell, Column, Grid
from api.cli.tables.paragraph import Paragraph
from api.cli.tables.words import DIM

Row = Mapping[str, Any]

TYPE_COLUMNS = (Column(title=""), Column(title="", shrink_to=30, wrap=True))
FIELD_COLUMNS = (
    Column(title="FIELD"),
    Column(title=""),
    Column(title="WRITE", shrink_to=30, wrap=True),
    Column(title=""),
)


def types_table(types: Iterable[Row]) -> RenderableType:
    """Every type under its group with what it means; `types` come grouped."""
    rows = list(types)
    parts: list[RenderableType] = [
        Paragraph(("Types of events", "bold"), f"  {counted(len(rows), 'type')}", indent=0),
        Paragraph(("the fields of one: guanxi schema TYPE", DIM), indent=0),
    ]
    longest = max(len(row["type"]) for row in rows)
    for group, members in groupby(rows, key=lambda row: row["group"]):
        lines: list[list[Cell]] = [[((row["type"].ljust(longest), "bold"),), row["meaning"]] for row in members]
        parts += ["", Paragraph((group, DIM), indent=0), Grid(TYPE_COLUMNS, lines)]
    return Group(*parts)


def type_table(row: Row, fields: Iterable[Row]) -> RenderableType:
    """The fields of one type: needed ones first as the catalogue has them, how to write each, which are sealed."""
    lines: list[list[Cell]] = [_field(field) for field in fields]
    return Group(
        Paragraph((row["type"], "bold"), f"  {row['group']}, schema {row['schema']}", indent=0),
        Paragraph(row["meaning"], indent=0),
        "",
        Grid(FIELD_COLUMNS, lines) if lines else Paragraph("It has no fields: its data is {}."),
    )


def _field(field: Row) -> list[Cell]:
    return [
        ((field["field"], "bold" if field["required"] else ""),),
        (("required", "yellow") if field["required"] else ("", ""),),
        field["write"],
        (("encrypted", DIM) if field["encrypted"] else ("", ""),),
    ]
