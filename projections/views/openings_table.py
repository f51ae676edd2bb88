"""The table `openings`: the ways in that were seen, and what became of them."""

from projections.facts import Facts
from projections.openings import CLOSED, OBSERVED, openings
from projections.views.columns import INTEGER, TEXT, Column, Table, ViewRow

OPENINGS = Table(
    name="openings",
    grain="one opening observed, open or closed",
    key=("customer", "position"),
    types=frozenset({OBSERVED, CLOSED}),
    columns=(
        Column(name="customer", type=TEXT, meaning="code of the customer"),
        Column(name="position", type=INTEGER, meaning="place of the event in the ledger, from 1"),
        Column(name="opening_id", type=TEXT, meaning="id of the opening, unique within the customer"),
        Column(name="kind", type=TEXT, meaning="new_product, supplier_evaluation, staff_change, ..."),
        Column(name="origin", type=TEXT, meaning="awaited or created"),
        Column(name="observed_on", type=TEXT, meaning="day it was observed"),
        Column(name="due_on", type=TEXT, meaning="day by which it has to be used", null="no due date"),
        Column(name="closed_on", type=TEXT, meaning="day it was closed", null="still open"),
        Column(name="result", type=TEXT, meaning="taken, missed or void", null="still open"),
    ),
)


def opening_rows(facts: Facts) -> list[ViewRow]:
    """By customer, in order of time."""
    return [
        OPENINGS.row(
            {
                "customer": code,
                "observed_on": opening["on"],
                **{
                    name: opening[name]
                    for name in ("position", "opening_id", "kind", "origin", "due_on", "closed_on", "result")
                },
            }
        )
        for code, own in zip(facts.history.codes, facts.once(openings), strict=True)
        for opening in own
    ]
