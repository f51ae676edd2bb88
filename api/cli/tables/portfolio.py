"""The portfolio: stages and statuses with their money, the matrix of movements, who stands still."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from rich.console import Group, RenderableType

from api.cli.tables.amounts import UNKNOWN, counted, days, money
from api.cli.tables.grid import Cell, Column, Grid
from api.cli.tables.heading import Asked, heading
from api.cli.tables.paragraph import Paragraph
from api.cli.tables.plain import one_line
from api.cli.tables.words import DIM, STAGES, risk, stage_meter, stage_name

Row = Mapping[str, Any]

BY_STAGE = (
    Column(title=""),
    Column(title="STAGE"),
    Column(title="CUSTOMERS", right=True),
    Column(title="DAYS IN STAGE", right=True, drop=1),
    Column(title="LAST 12 MONTHS", shrink_to=16),
)
BY_RISK = (Column(title="RISK"), Column(title="CUSTOMERS", right=True), Column(title="LAST 12 MONTHS", shrink_to=16))
STANDING_STILL = (
    Column(title="CODE", shrink_to=8),
    Column(title="CUSTOMER", shrink_to=16),
    Column(title="STAGE"),
    Column(title="SINCE"),
    Column(title="DAYS", right=True, drop=1),
)
LEFT = "left the book"


def portfolio_table(since: date, rows: Sequence[Row], clocks: Asked) -> RenderableType:
    """since: where movements begin."""
    of = {kind: [row for row in rows if row["kind"] == kind] for kind in ("stage", "risk", "migration", "stagnant")}
    title = heading("Portfolio", counted(sum(row["customers"] for row in of["stage"]), "customer"), clocks)
    if not any(row["customers"] for row in of["stage"]):
        return Group(*title, "", Paragraph("None stands in the book at these clocks."))
    parts: list[RenderableType] = [
        *title,
        "",
        Grid(BY_STAGE, [_stage(row) for row in of["stage"]]),
        "",
        Grid(BY_RISK, [(risk(row["risk"]), f"{row['customers']:,}", _value(row)) for row in of["risk"]]),
        "",
        Paragraph((f"From {since} (down) to {clocks.day()} (across)", "bold"), indent=0),
        _matrix(of["migration"]),
    ]
    if of["stagnant"]:
        parts += [
            "",
            Paragraph(("Standing still", "bold"), indent=0),
            Grid(STANDING_STILL, map(_still, of["stagnant"])),
        ]
    return Group(*parts)


def _stage(row: Row) -> list[Cell]:
    age = days(row["days_in_stage"])
    return [stage_meter(row["stage"]), stage_name(row["stage"]), f"{row['customers']:,}", age, _value(row)]


def _value(row: Row) -> str:
    return ", ".join(money(amount, currency) for currency, amount in row["value"].items()) or UNKNOWN


def _matrix(moves: Sequence[Row]) -> Grid:
    """Rows: where they were; columns: where they are; only names that occur."""
    count = {(row["from_stage"], row["stage"]): row["customers"] for row in moves}
    was = [name for name in (None, *STAGES) if any(begin == name for begin, _ in count)]
    now = [name for name in (*STAGES, None) if any(end == name for _, end in count)]
    columns = [Column(title=""), *(Column(title=(name or LEFT).upper(), right=True) for name in now)]
    return Grid(columns, [[begin or "new", *(_moved(count, begin, end) for end in now)] for begin in was])


def _moved(count: Mapping[tuple[str | None, str | None], int], begin: str | None, end: str | None) -> Cell:
    found = count.get((begin, end))
    return ((f"{found:,}" if found else UNKNOWN, DIM if not found or begin == end else "bold"),)


def _still(row: Row) -> list[Cell]:
    name = one_line(row["name"] or UNKNOWN)
    return [
        ((one_line(row["code"]), "bold"),),
        name,
        stage_name(row["stage"]),
        row["since"],
        days(row["days_in_stage"]),
    ]
