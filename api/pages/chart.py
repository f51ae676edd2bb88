"""The path of a relationship as a drawing: purchases of twelve months with the steps marked, below them the stage and
the risk of each month.

Plain shapes with classes: the stylesheet colours them, so they follow dark mode and print. Places from left to right
are percentages, so that the drawing fills any width and its words keep their size.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Any

from api.citing import cited
from projections.words import Language, Words, label

WIDTH, HEIGHT, BASE, TOP = 1000, 186, 140, 18  # of the scale on which lines are drawn; heights are pixels
STAGE_Y, RISK_Y = BASE + 6, BASE + 20
Row = dict[str, Any]
Hashes = Mapping[int | None, str]

STEP_TO = {
    "up": Words(en="{on}: up to {stage:term}", zh="{on}：升至{stage:term}"),
    "down": Words(en="{on}: down to {stage:term}", zh="{on}：降至{stage:term}"),
}
OTHER_POLICY = Words(en="{on}: policy version {policy} judges from here on", zh="{on}：自此按政策版本 {policy} 评判")
STRETCH = Words(en="{kind}, {begin} to {end}", zh="{kind}，{begin} 至 {end}")


@dataclass(frozen=True, kw_only=True)
class Band:
    """A stretch of reviews of one kind; x and width in percent."""

    kind: str
    x: float
    width: float
    title: str


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A step up or down, a year's beginning or another policy; x in percent, y in pixels."""

    kind: str
    x: float
    y: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Chart:
    """area, line: path data on WIDTH x HEIGHT. highest: the top of the scale, a text; None if nothing was bought."""

    area: str
    line: str
    stages: Sequence[Band]
    risks: Sequence[Band]
    steps: Sequence[Mark]
    years: Sequence[Mark]
    policies: Sequence[Mark]
    highest: str | None
    currency: str
    width: int = WIDTH
    height: int = HEIGHT
    base: int = BASE
    top: int = TOP
    stage_y: int = STAGE_Y
    risk_y: int = RISK_Y


def path_chart(history: Sequence[Row], hashes: Hashes, language: Language) -> Chart | None:
    """From history rows; None with fewer than two: a single point is no path. hashes: of each version of the policy."""
    if len(history) < 2:
        return None
    amounts = [Decimal(row["purchases_12m"]) for row in history]
    top = max(amounts)
    heights = [round(BASE - float(amount / (top or 1)) * (BASE - TOP), 1) for amount in amounts]
    places = places_of(history)
    line = "M" + "L".join(f"{x * WIDTH / 100:.1f} {y:g}" for x, y in zip(places, heights, strict=True))
    return Chart(
        area=f"{line}L{WIDTH} {BASE}L0 {BASE}Z",
        line=line,
        stages=_bands(history, "stage", language),
        risks=_bands(history, "risk", language),
        steps=[
            Mark(kind=row["step"], x=round(x, 2), y=y, text=STEP_TO[row["step"]].said(row, language))
            for row, x, y in zip(history, places, heights, strict=True)
            if row["step"]
        ],
        years=_years(history, places),
        policies=policy_marks(history, places, hashes, language),
        highest=history[amounts.index(top)]["purchases_12m"] if top else None,
        currency=history[0]["currency"],
    )


def places_of(history: Sequence[Row]) -> list[float]:
    """Of each review from left to right, in percent; at least two reviews."""
    return [100 * n / (len(history) - 1) for n in range(len(history))]


def policy_marks(history: Sequence[Row], places: Sequence[float], hashes: Hashes, language: Language) -> list[Mark]:
    """Where another version of the policy judges than at the review before: numbers on its two sides do not compare."""
    return [
        Mark(
            kind="policy",
            x=round(x, 2),
            y=TOP,
            text=OTHER_POLICY.said({"on": row["on"], "policy": cited(row["policy"], hashes)}, language),
        )
        for (before, row), x in zip(pairwise(history), places[1:], strict=True)
        if before["policy"] != row["policy"]
    ]


def _years(history: Sequence[Row], places: Sequence[float]) -> list[Mark]:
    """Where a year's first month ends; at most some ten, however long the path."""
    found = [
        Mark(kind="end" if x > 92 else "year", x=round(x, 2), y=BASE, text=row["on"][:4])
        for row, x in zip(history, places, strict=True)
        if row["on"][5:7] == "01" and row["final"]
    ]
    return found[:: len(found) // 10 + 1]


def _bands(history: Sequence[Row], field: str, language: Language) -> list[Band]:
    """From each review to the next, the last one to the edge."""
    step = 100 / (len(history) - 1)
    bands, begin = [], 0
    for kind, run in groupby(history, key=lambda row: row[field] or "unknown"):
        rows = list(run)
        end = min(begin + len(rows), len(history) - 1)
        width = max((end - begin) * step, 0.3)
        title = STRETCH.said({"kind": label(kind, language), "begin": rows[0]["on"], "end": rows[-1]["on"]}, language)
        bands.append(Band(kind=kind, x=round(min(begin * step, 100 - width), 2), width=round(width, 2), title=title))
        begin += len(rows)
    return bands
