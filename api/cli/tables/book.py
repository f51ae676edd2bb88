"""The book: one line per customer, worst news recognisable at a glance."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from rich.console import Group, RenderableType

from api.cli.tables.amounts import UNKNOWN, counted, days, money_column, percent
from api.cli.tables.grid import Cell, Column, Grid
from api.cli.tables.heading import Asked, heading
from api.cli.tables.paragraph import Paragraph
from api.cli.tables.plain import one_line
from api.cli.tables.words import (
    DIM,
    MOMENTUM,
    RISK,
    SEVERITY,
    STAGE_STYLE,
    STAGES,
    Span,
    Spans,
    momentum,
    risk,
    signal_name,
    stage_meter,
    stage_name,
)

Row = Mapping[str, Any]

COLUMNS = (
    Column(title="CODE", shrink_to=8),
    Column(title="CUSTOMER", shrink_to=16),
    Column(title="", drop=4),
    Column(title="STAGE"),
    Column(title=""),
    Column(title="RISK"),
    Column(title="SIGNALS", drop=6, shrink_to=22),
    Column(title="SHARE", right=True, drop=1),
    Column(title="LAST 12 MONTHS", right=True, drop=5),
    Column(title="SILENT", right=True),
    Column(title="CONTACT", right=True, drop=2),
    Column(title="OWNER", drop=7, shrink_to=8),
    Column(title="TIER", drop=8),
    Column(title="SINCE", drop=9),
)


def book_table(rows: Sequence[Row], clocks: Asked) -> RenderableType:
    """The book with its counts above and the meaning of its arrows below."""
    title = heading("Book", counted(len(rows), "customer"), clocks)
    if not rows:
        return Group(*title, "", Paragraph("None stands in the book at these clocks, or none matches."))
    purchases = money_column([(row["purchases_12m"], row["currency"]) for row in rows])
    today = clocks.day()
    lines = [_line(row, bought, today) for row, bought in zip(rows, purchases, strict=True)]
    return Group(*title, Paragraph(*_counts(rows), indent=0), "", Grid(COLUMNS, lines), "", _legend(rows))


def _line(row: Row, purchases: str, today: date) -> list[Cell]:
    overdue = {s["name"]: s["severity"] for s in row["signals"]}.get("order_overdue")
    return [
        ((one_line(row["code"]), "bold"),),
        one_line(row["name"] or UNKNOWN),
        stage_meter(row["stage"]),
        stage_name(row["stage"]),
        momentum(row["momentum"], word=False),
        risk(row["risk"]),
        _signals(row["signals"]),
        percent(row["share"], 1),
        purchases,
        ((days(row["silent_days"]), SEVERITY[overdue][1] if overdue else ""),),
        _days_since(row["last_contact_on"], today),
        one_line(row["owner"] or UNKNOWN),
        row["tier"] or UNKNOWN,
        ((row["since"] or UNKNOWN, DIM),),
    ]


def _days_since(on: str | None, today: date) -> str:
    return days(None if on is None else (today - date.fromisoformat(on)).days)


def _signals(signals: Sequence[Row]) -> Spans:
    """The worst signal by name, the others as a number."""
    if not signals:
        return (("", ""),)
    mark, style = SEVERITY[signals[0]["severity"]]
    more = f" +{len(signals) - 1}" if len(signals) > 1 else ""
    return ((f"{mark.strip()} {signal_name(signals[0]['name'])}", style), (more, DIM))


def _counts(rows: Sequence[Row]) -> list[Span]:
    """ "1 strategic · 2 initial · 1 control": how the book is spread."""
    stages = Counter(row["stage"] for row in rows)
    risks = Counter(row["risk"] for row in rows)
    parts: list[Span] = [(f"{stages[s]} {s}", STAGE_STYLE[s]) for s in reversed(STAGES) if stages[s]]
    parts += [(f"{risks[r]} {r}", RISK[r][1]) for r in reversed(RISK) if r != "prevention" and risks[r]]
    return [span for part in parts for span in ((" · ", DIM), part)][1:]


def _legend(rows: Sequence[Row]) -> Paragraph:
    used = {row["momentum"] for row in rows}
    arrows = "   ".join(f"{glyph} {name}" for name, (glyph, _) in MOMENTUM.items() if name in used)
    return Paragraph((arrows, DIM))
