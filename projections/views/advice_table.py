"""The table `advice`: what to do next with each customer."""

from collections.abc import Sequence
from typing import Any

from projections.views.columns import INTEGER, TEXT, Column, Table, ViewRow
from projections.views.json_text import json_text

ADVICE = Table(
    name="advice",
    grain="one of the items of advice, at most five for a customer, that are to be done first",
    key=("customer", "place"),
    columns=(
        Column(name="customer", type=TEXT, meaning="code of the customer"),
        Column(name="place", type=INTEGER, meaning="1: presses most"),
        Column(name="advice", type=TEXT, meaning="id of the item in the policy file"),
        Column(name="action", type=TEXT, meaning="what to do, one sentence"),
        Column(name="because", type=TEXT, meaning="the signal, status, stage, kind of loyalty or gap that asks for it"),
        Column(name="within_days", type=INTEGER, meaning="so soon, or so often, it is to be done", unit="days"),
        Column(name="due_on", type=TEXT, meaning="day by which it is to be done", null="not asked for by a signal"),
        Column(name="done_by", type=TEXT, meaning="JSON list of the types of events that strike it off; [] without"),
    ),
)


def advice_rows(customer: str, advice: Sequence[dict[str, Any]]) -> list[ViewRow]:
    """From the first advice of one standing, most pressing first; what was done already is left out."""
    to_do = [item for item in advice if item["done"] is None]
    return [
        ADVICE.row(
            {
                "customer": customer,
                "place": place,
                "advice": item["id"],
                "done_by": json_text(item["done_by"]),
                **{name: item[name] for name in ("action", "because", "within_days", "due_on")},
            }
        )
        for place, item in enumerate(to_do, start=1)
    ]
