"""The monthly sales report (section 10): per product and month what lay in store, came, went and is left, checked."""

from decimal import Decimal
from typing import Any

import numpy as np

from projections.facts import Facts
from projections.figures import ratio
from projections.stock import month_text, read_reports

Row = dict[str, Any]
FIGURES = ("opening", "purchased", "sold", "closing")
MEAN_MONTHS = 3


def sales_rows(facts: Facts, customer: int) -> list[Row]:
    """What one customer reported by the asked-for date: by product, then month; of a month reported twice the latest.

    adds_up: opening + purchased - sold = closing, with expected_closing the left side. follows: the opening is the
    closing of the month before; null where that is not reported. turnover: sold / mean of opening and closing.
    months_of_stock: closing / mean sold of three months. sell_through: sold / (opening + purchased). Each is null where
    it would divide by nothing, or by a month that is not reported.
    """
    reports = facts.once(read_reports)
    standing = reports.standing(facts.reviews.asked)
    own = standing[reports.rows.c[standing] == customer]
    own = own[np.lexsort((reports.month[own], reports.pair[own]))]
    rows = reports.rows.at_places(own)
    products, months = rows.texts("product"), reports.month[own].tolist()
    figures = {name: [Decimal(text or "0") for text in rows.texts(name)] for name in FIGURES}
    place = {key: number for number, key in enumerate(zip(products, months, strict=True))}
    found = []
    for number, (product, month) in enumerate(zip(products, months, strict=True)):
        opening, purchased, sold, closing = (figures[name][number] for name in figures)
        before = [place.get((product, month - back)) for back in range(MEAN_MONTHS)]
        sold_before = [figures["sold"][one] for one in before if one is not None]
        mean = sum(sold_before, Decimal(0)) / MEAN_MONTHS if len(sold_before) == MEAN_MONTHS else Decimal(0)
        found.append(
            {
                "product": product,
                "month": month_text(month),
                **{name: str(figures[name][number]) for name in figures},
                "expected_closing": str(opening + purchased - sold),
                "adds_up": opening + purchased - sold == closing,
                "follows": None if before[1] is None else opening == figures["closing"][before[1]],
                "turnover": _divided(2 * sold, opening + closing),
                "months_of_stock": _divided(closing, mean),
                "sell_through": _divided(sold, opening + purchased),
                "evidence": [int(rows.position[number])],
            }
        )
    return found


def _divided(one: Decimal, other: Decimal) -> float | None:
    return ratio(float(one / other)) if other else None
