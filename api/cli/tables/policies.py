"""Two policies side by side: the numbers that differ, and the customers they judge differently."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType

from api.cli.tables.amounts import UNKNOWN
from api.cli.tables.grid import Cell, Column, Grid
from api.cli.tables.paragraph import Paragraph
from api.cli.tables.plain import one_line
from api.cli.tables.words import DIM, signal_name

Row = Mapping[str, Any]
FIELDS = ("stage", "momentum", "risk")


def difference_table(rows: Sequence[Row]) -> RenderableType:
    """A line per number."""
    if not rows:
        return Paragraph("Nothing differs.", indent=0)
    columns = (Column(title="KEY", shrink_to=20), Column(title="OLD", shrink_to=12), Column(title="NEW", shrink_to=12))
    return Grid(columns, [[one_line(row["key"]), _value(row["old"]), _value(row["new"])] for row in rows])


def compared_table(document: Row) -> RenderableType:
    """Totals first, then a line per customer that is judged differently today, then who only was."""
    totals, items = document["totals"], document["items"]
    if not items:
        return Paragraph(f"Nobody of {_many(totals['customers'])} is judged differently at any review.", indent=0)
    head = Paragraph(
        (f"{_many(totals['differ_today'])} of {totals['customers']:,} judged differently today", "bold"),
        f", {totals['differ'] - totals['differ_today']:,} more at an earlier review.",
        indent=0,
    )
    moved = [
        Paragraph((name, DIM), f" {one['old'] or UNKNOWN} -> {one['new'] or UNKNOWN}: {_many(one['customers'])}")
        for name in FIELDS
        for one in totals[name]
    ]
    columns = (
        Column(title="CODE"),
        Column(title="NAME", shrink_to=10),
        Column(title="FIRST"),
        Column(title="WHAT CHANGES", shrink_to=24),
    )
    lines = [_line(row) for row in sorted(items, key=lambda row: not _today(row))]
    return Group(head, *moved, "", Grid(columns, lines))


def _today(row: Row) -> bool:
    """Whether anything differs today."""
    return bool(row["signals"]) or any(row[name] is not None for name in FIELDS)


def _line(row: Row) -> list[Cell]:
    said = [
        f"{name} {row[name]['old'] or UNKNOWN} -> {row[name]['new'] or UNKNOWN} since {row[name]['since']}"
        for name in FIELDS
        if row[name] is not None
    ]
    said += [f"{signal_name(s['name'])} {s['old'] or 'none'} -> {s['new'] or 'none'}" for s in row["signals"]]
    what = "; ".join(said) or f"alike again after {row['last_on']}"
    return [one_line(row["code"]), one_line(row["name"]), row["first_on"], what]


def _many(customers: int) -> str:
    return "1 customer" if customers == 1 else f"{customers:,} customers"


def _value(value: object) -> str:
    return UNKNOWN if value is None else one_line(str(value))
