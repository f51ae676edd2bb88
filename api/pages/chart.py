"""The path of a relationship as a drawing: purchases of twelve months, its stages below, its steps marked.

Plain shapes with classes: the stylesheet colours them, so they follow dark mode and print. Numbers stand beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

WIDTH, HEIGHT, BASE, TOP = 720, 168, 140, 14


@dataclass(frozen=True, kw_only=True)
class Band:
    """A stretch of reviews in one stage."""

    stage: str
    x: float
    width: float
    title: str


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A step up or down, or a year's beginning."""

    kind: str
    x: float
    y: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Chart:
    """area, line: path data. bands, steps, years: shapes in WIDTH x HEIGHT. highest: the top of the scale."""

    area: str
    line: str
    bands: Sequence[Band]
    steps: Sequence[Mark]
    years: Sequence[Mark]
    highest: str
    currency: str
    width: int = WIDTH
    height: int = HEIGHT
    base: int = BASE
    top: int = TOP


def path_chart(history: Sequence[dict[str, Any]]) -> Chart | None:
    """From history rows; None with fewer than two, since a single point is no path."""
    if len(history) < 2:
        return None
    amounts = [Decimal(row["purchases_12m"]) for row in history]
    highest = max(*amounts, Decimal(1))
    step = WIDTH / (len(history) - 1)
    points = [(n * step, BASE - float(a / highest) * (BASE - TOP)) for n, a in enumerate(amounts)]
    line = "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return Chart(
        area=f"{line} L{WIDTH} {BASE} L0 {BASE} Z",
        line=line,
        bands=_bands(history, step),
        steps=[
            Mark(kind=row["step"], x=x, y=y, text=f"{row['on']}: {row['reason']}")
            for row, (x, y) in zip(history, points, strict=True)
            if row["step"]
        ],
        years=[
            Mark(kind="year", x=n * step, y=BASE, text=row["on"][:4])
            for n, row in enumerate(history)
            if row["on"][5:7] == "01" and row["final"]
        ],
        highest=max(history, key=lambda row: Decimal(row["purchases_12m"]))["purchases_12m"],
        currency=history[0]["currency"],
    )


def _bands(history: Sequence[dict[str, Any]], step: float) -> list[Band]:
    bands, begin = [], 0
    for stage, run in groupby(history, key=lambda row: row["stage"]):
        rows = list(run)
        end = min(begin + len(rows), len(history) - 1)
        title = f"{stage}, {rows[0]['on']} to {rows[-1]['on']}"
        bands.append(Band(stage=stage, x=begin * step, width=max((end - begin) * step, 1.0), title=title))
        begin += len(rows)
    return bands
