"""The history of one customer: one line per month-end review, and the whole curve in one line above."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from rich.console import Group, RenderableType

from api.citing import cited
from api.cli.tables.amounts import UNKNOWN, counted, money, money_column, percent
from api.cli.tables.grid import Cell, Column, Grid
from api.cli.tables.heading import Asked, heading
from api.cli.tables.paragraph import Paragraph
from api.cli.tables.plain import one_line
from api.cli.tables.sparkline import sparkline
from api.cli.tables.words import DIM, SEVERITY, STEP, Spans, momentum, risk, signal_name, stage_meter, stage_name

Row = Mapping[str, Any]

COLUMNS = (
    Column(title="REVIEW"),
    Column(title="", drop=3),
    Column(title="STAGE"),
    Column(title=""),
    Column(title="MOMENTUM", drop=2),
    Column(title="RISK"),
    Column(title="SHARE", right=True),
    Column(title="12 MONTHS", right=True, drop=1),
    Column(title="SIGNALS", drop=4, shrink_to=16),
)


def history_table(code: str, rows: Sequence[Row], clocks: Asked) -> RenderableType:
    """Ascending; a step up or down stands beside its stage."""
    title = heading(f"History of {one_line(code)}", counted(len(rows), "review"), clocks)
    if not rows:
        return Group(*title, "", Paragraph("No review yet at these clocks."))
    purchases = money_column([(row["purchases_12m"], row["currency"]) for row in rows])
    lines = [_line(row, bought) for row, bought in zip(rows, purchases, strict=True)]
    return Group(*title, "", _curve(rows), "", Grid(COLUMNS, lines), *_steps(rows, clocks.policy))


def _line(row: Row, purchases: str) -> list[Cell]:
    return [
        row["on"] if row["final"] else ((f"{row['on']}*", "yellow"),),
        stage_meter(row["stage"]),
        stage_name(row["stage"]),
        (STEP[row["step"]],) if row["step"] else "",
        momentum(row["momentum"]),
        risk(row["risk"]),
        percent(row["share"], 1),
        purchases,
        _signals(row["signals"]),
    ]


def _signals(signals: Sequence[Row]) -> Spans:
    spans = [(signal_name(s["name"]), SEVERITY[s["severity"]][1]) for s in signals]
    return tuple(part for span in spans for part in ((", ", DIM), span))[1:]


def _curve(rows: Sequence[Row]) -> Paragraph:
    """Share of wallet where it is ever known, else purchases."""
    shares = [row["share"] for row in rows]
    if any(share is not None for share in shares):
        return _spark("share", shares, percent(shares[0], 1), percent(shares[-1], 1))
    bought = [None if row["purchases_12m"] is None else float(row["purchases_12m"]) for row in rows]
    first, last = (money(row["purchases_12m"], row["currency"]) for row in (rows[0], rows[-1]))
    return _spark("purchases, 12 months", bought, first, last)


def _spark(name: str, values: Sequence[float | None], first: str, last: str) -> Paragraph:
    return Paragraph((f"{name}  {first} ", DIM), (sparkline(values, width=40), "cyan"), (f" {last}", "bold"))


def _steps(rows: Sequence[Row], policy: Row) -> list[RenderableType]:
    """Why each step was taken, and where another version of the policy came into force."""
    steps = [row for row in rows if row["step"]]
    hashes = {one["version"]: one["sha256"] for one in (*policy.get("earlier", ()), policy)}
    lines: list[RenderableType] = [
        Paragraph(f"{row['on']}  {row['reason'] or UNKNOWN}", mark=(STEP[row["step"]], (" ", ""))) for row in steps
    ]
    lines += [
        Paragraph((f"{row['on']}  policy version {cited(row['policy'], hashes)} judges from here on", DIM))
        for before, row in pairwise(rows)
        if before["policy"] != row["policy"]
    ]
    if rows and not rows[-1]["final"]:
        lines.append(Paragraph(("* not a month end: this review may still change", DIM)))
    return ["", *lines] if lines else []
