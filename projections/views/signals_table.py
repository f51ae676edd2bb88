"""The table `signals`: everything that asks for attention today, and why."""

from typing import Any

from projections.signals.definition import SEVERITIES
from projections.views.columns import INTEGER, REAL, TEXT, Column, Table, ViewRow
from projections.views.json_text import json_text

SIGNALS_TABLE = Table(
    name="signals",
    grain="one signal that fires for one customer today",
    key=("customer", "signal"),
    columns=(
        Column(name="customer", type=TEXT, meaning="code of the customer"),
        Column(name="signal", type=TEXT, meaning="name of the signal, as order_overdue"),
        Column(name="signal_group", type=TEXT, meaning="trade, quality, people, contact, rivalry, money, ..."),
        Column(name="severity", type=TEXT, meaning="watch, alert or crisis"),
        Column(name="severity_level", type=INTEGER, meaning="1 watch, 2 alert, 3 crisis: to sort by"),
        Column(name="cause", type=TEXT, meaning="whose doing it is: own, rival or customer"),
        Column(
            name="value",
            type=REAL,
            meaning="the figure that made it fire",
            unit="as the column unit says",
            null="it is a word, which the reason holds",
        ),
        Column(
            name="threshold",
            type=REAL,
            meaning="the figure from which on it fires at this severity",
            unit="as the column unit says",
            null="it is a word, which the reason holds",
        ),
        Column(name="unit", type=TEXT, meaning="unit of value and threshold"),
        Column(name="since", type=TEXT, meaning="first day of the unbroken run in which it stands"),
        Column(name="reason", type=TEXT, meaning="one sentence with its numbers"),
        Column(name="parts", type=TEXT, meaning="JSON object with the numbers in the sentence"),
        Column(name="evidence", type=TEXT, meaning="JSON list of positions of events, the latest 50 at most"),
        Column(name="evidence_count", type=INTEGER, meaning="how many events prove it in all"),
        Column(name="absences", type=TEXT, meaning="JSON list of what did not happen and should have"),
        Column(
            name="acknowledged", type=TEXT, meaning="JSON of who took note of it, and until when", null="nobody did"
        ),
    ),
)


def signal_rows(customer: str, signals: list[dict[str, Any]]) -> list[ViewRow]:
    """From the signals of one standing."""
    return [
        SIGNALS_TABLE.row(
            {
                "customer": customer,
                "signal": signal["name"],
                "signal_group": signal["group"],
                "severity": signal["severity"],
                "severity_level": SEVERITIES.index(signal["severity"]),
                "cause": signal["cause"],
                "value": _figure(signal["value"]),
                "threshold": _figure(signal["threshold"]),
                "unit": signal["unit"],
                "since": signal["since"],
                "reason": signal["reason"],
                "parts": json_text(signal["parts"]),
                "evidence": json_text(signal["evidence"]),
                "evidence_count": signal["evidence_count"],
                "absences": json_text(signal["absences"]),
                "acknowledged": None if signal["acknowledged"] is None else json_text(signal["acknowledged"]),
            }
        )
        for signal in signals
    ]


def _figure(value: int | float | str) -> float | None:
    return None if isinstance(value, str) else float(value)
