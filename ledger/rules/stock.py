"""Stock reports: what the customer reports need not add up, and is kept as it was reported."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from ledger.rules.case import Case
from ledger.rules.happened import Happened


def stock_subjects(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The reports a report is held against: those of the month before and of the month after."""
    year, month = map(int, data["month"].split("-"))
    months = year * 12 + month - 1
    around = [divmod(months + step, 12) for step in (-1, 1)]
    return tuple(f"stock:{year:04}-{month + 1:02}:{data['product']}" for year, month in around)


def check_stock(case: Case) -> Iterator[str]:
    """Never refused. Flag `stock_mismatch`: opening + purchased - sold is not closing.

    Flag `stock_gap`: the opening is not the closing of the month before, or the closing not the opening of the next.
    """
    opening, purchased, sold, closing = (
        Decimal(case.data[name]) for name in ("opening", "purchased", "sold", "closing")
    )
    if opening + purchased - sold != closing:
        yield "stock_mismatch"
    before, after = (_latest(case, subject) for subject in stock_subjects(case.data))
    if before is not None and Decimal(before.data["closing"]) != opening:
        yield "stock_gap"
    if after is not None and Decimal(after.data["opening"]) != closing:
        yield "stock_gap"


def _latest(case: Case, subject: str) -> Happened | None:
    """The report that counts; one whose month or product was corrected since stands elsewhere."""
    reports = case.others(subject)
    named = [report for report in reports if subject == f"stock:{report.data['month']}:{report.data['product']}"]
    return named[-1] if named else None
