"""The table `indicators`: scores and figures of every customer, each with its reason and its events."""

from collections.abc import Iterator
from typing import Any

from projections.drivers.document import SCORES as DRIVERS
from projections.loyalty.trade_figures import INDICATORS as TRADE
from projections.views.columns import INTEGER, REAL, TEXT, Column, Table, ViewRow
from projections.views.json_text import json_text

Row = dict[str, Any]
LOYALTY = ("behavioural", "attitudinal", "emotional", "attitude", "switching_cost", "communication")
POINTS = "points of 100"

INDICATORS = Table(
    name="indicators",
    grain="one score or figure of one customer today, known or not",
    key=("customer", "indicator"),
    columns=(
        Column(name="customer", type=TEXT, meaning="code of the customer"),
        Column(name="indicator", type=TEXT, meaning="name, as behavioural, personal_trust or on_time"),
        Column(name="indicator_group", type=TEXT, meaning="loyalty, drivers or trade"),
        Column(
            name="value",
            type=REAL,
            meaning="the score or figure",
            unit="as the column unit says",
            null="not enough to judge: the reason says what is missing",
        ),
        Column(name="unit", type=TEXT, meaning="unit of value"),
        Column(
            name="trend",
            type=TEXT,
            meaning="up, flat or down against 182 days ago (policy)",
            null="unknown now or then, or no score",
        ),
        Column(name="cases", type=INTEGER, meaning="so many cases the figure is of", null="a score"),
        Column(name="parts", type=TEXT, meaning="JSON object: parts that add up to a score, numbers of a figure"),
        Column(name="reason", type=TEXT, meaning="one sentence with its numbers"),
        Column(name="evidence", type=TEXT, meaning="JSON list of positions of events, the latest 50 at most"),
        Column(name="evidence_count", type=INTEGER, meaning="how many events prove it in all"),
        Column(name="absences", type=TEXT, meaning="JSON list of what is missing to know better"),
    ),
)


def indicator_rows(standing: Row) -> list[ViewRow]:
    """From one standing."""
    return [_row(standing["code"], *found) for found in _found(standing)]


def _found(standing: Row) -> Iterator[tuple[str, str, Row]]:
    """Group, name and document of each."""
    loyalty = standing["loyalty"]
    yield from (("loyalty", name, loyalty[name]) for name in LOYALTY)
    yield from (("drivers", name, standing["drivers"][name]) for name in DRIVERS)
    yield from (("trade", name, loyalty["trade"][name]) for name in TRADE)


def _row(customer: str, group: str, name: str, said: Row) -> ViewRow:
    value = said["value"]
    return INDICATORS.row(
        {
            "customer": customer,
            "indicator": name,
            "indicator_group": group,
            "value": None if value is None else float(value),
            "unit": said.get("unit", POINTS),
            "trend": said.get("trend"),
            "cases": said.get("cases"),
            "parts": json_text(said["parts"]),
            "reason": said["reason"],
            "evidence": json_text(said["evidence"]),
            "evidence_count": said["evidence_count"],
            "absences": json_text(said["absences"]),
        }
    )
