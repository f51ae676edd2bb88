"""The table `sales`: the monthly sales reports of the customers, checked."""

from typing import Any

from projections.facts import Facts
from projections.sales import FIGURES, sales_rows
from projections.stock import REPORTED, read_reports
from projections.views.columns import INTEGER, REAL, TEXT, Column, Table, ViewRow

NOTHING_TO_DIVIDE = "it would divide by nothing"

SALES = Table(
    name="sales",
    grain="one product in one month as the customer reported it, as last said",
    key=("customer", "product", "month"),
    types=frozenset({REPORTED}),
    columns=(
        Column(name="customer", type=TEXT, meaning="code of the customer"),
        Column(name="product", type=TEXT, meaning="code of the product"),
        Column(name="month", type=TEXT, meaning="the month, as 2025-03"),
        Column(name="position", type=INTEGER, meaning="place of the event in the ledger, from 1"),
        Column(name="opening", type=TEXT, meaning="stock at the beginning, decimal text", unit="pieces"),
        Column(name="purchased", type=TEXT, meaning="what came in", unit="pieces"),
        Column(name="sold", type=TEXT, meaning="what went out", unit="pieces"),
        Column(name="closing", type=TEXT, meaning="stock at the end", unit="pieces"),
        Column(name="expected_closing", type=TEXT, meaning="opening + purchased - sold", unit="pieces"),
        Column(name="adds_up", type=INTEGER, meaning="1: closing is the expected one, else 0"),
        Column(
            name="follows",
            type=INTEGER,
            meaning="1: opening is the closing of the month before, else 0",
            null="the month before is not reported",
        ),
        Column(
            name="turnover", type=REAL, meaning="sold / mean of opening and closing, 4 decimals", null=NOTHING_TO_DIVIDE
        ),
        Column(
            name="months_of_stock",
            type=REAL,
            meaning="closing / mean sold of three months, 4 decimals",
            unit="months",
            null=f"{NOTHING_TO_DIVIDE}, or one of the three months is not reported",
        ),
        Column(
            name="sell_through",
            type=REAL,
            meaning="sold / (opening + purchased), 4 decimals",
            unit="part of 1",
            null=NOTHING_TO_DIVIDE,
        ),
    ),
)


def monthly_rows(facts: Facts) -> list[ViewRow]:
    """By customer, product and month."""
    reporting = sorted({*facts.once(read_reports).rows.c.tolist()})
    return [_row(facts.history.codes[c], report) for c in reporting for report in sales_rows(facts, c)]


def _row(code: str, report: dict[str, Any]) -> ViewRow:
    follows = report["follows"]
    return SALES.row(
        {
            "customer": code,
            "position": report["evidence"][0],
            "adds_up": int(report["adds_up"]),
            "follows": None if follows is None else int(follows),
            **{
                name: report[name]
                for name in (
                    "product",
                    "month",
                    *FIGURES,
                    "expected_closing",
                    "turnover",
                    "months_of_stock",
                    "sell_through",
                )
            },
        }
    )
