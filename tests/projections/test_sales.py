"""The monthly sales report: its figures, its two checks, and what it cannot say."""

from datetime import date
from typing import Any

from projections.calendar import day_end
from projections.effective import effective
from projections.facts import gather_facts
from projections.journal import journal_of
from projections.policy_file import default_policy
from projections.sales import sales_rows
from tests.projections.signals.one_customer import ZONE, Happened, happened, log_of, registered


def report(month: str, *figures: str, product: str = "P", on: str = "2025-06-01") -> Happened:
    """opening, purchased, sold, closing."""
    named = dict(zip(("opening", "purchased", "sold", "closing"), figures, strict=True))
    return happened(on, "StockReported", month=month, product=product, **named)


def told(*events: Happened, on: str = "2025-06-30") -> list[dict[str, Any]]:
    log, as_of = log_of([registered(), *events]), day_end(date.fromisoformat(on), ZONE)
    history = effective(journal_of(log.rows()), cut=log.last()[0], as_of=as_of)
    return sales_rows(gather_facts(history, as_of=as_of, policy=default_policy().policy), 0)


def test_a_month_that_adds_up_and_follows_the_one_before() -> None:
    first, second = told(report("2025-01", "10", "20", "15", "15"), report("2025-02", "15", "5", "10", "10"))
    assert (first["product"], first["month"], first["adds_up"], first["follows"]) == ("P", "2025-01", True, None)
    assert second == {
        "product": "P",
        "month": "2025-02",
        "opening": "15",
        "purchased": "5",
        "sold": "10",
        "closing": "10",
        "expected_closing": "10",
        "adds_up": True,
        "follows": True,
        "turnover": 0.8,
        "months_of_stock": None,
        "sell_through": 0.5,
        "evidence": [3],
    }


def test_a_mismatch_is_reported_and_not_mended() -> None:
    _, second = told(report("2025-01", "10", "20", "15", "15"), report("2025-02", "16", "5.5", "10", "11"))
    assert (second["adds_up"], second["follows"]) == (False, False)
    assert (second["expected_closing"], second["closing"]) == ("11.5", "11")


def test_months_of_stock_need_three_months() -> None:
    rows = told(*(report(f"2025-0{month}", "0", "20", "10", "10") for month in (1, 2, 3)))
    assert [row["months_of_stock"] for row in rows] == [None, None, 1.0]


def test_nothing_is_divided_by_nothing() -> None:
    (row,) = told(report("2025-01", "0", "0", "0", "0"))
    assert [row[name] for name in ("turnover", "months_of_stock", "sell_through")] == [None, None, None]


def test_the_latest_report_of_a_month_counts_from_its_own_time_on() -> None:
    first = report("2025-01", "10", "20", "15", "15", on="2025-02-05")
    again = report("2025-01", "10", "20", "14", "16", on="2025-03-05")
    assert [row["sold"] for row in told(first, again, on="2025-03-04")] == ["15"]
    assert [row["sold"] for row in told(first, again, on="2025-03-05")] == ["14"]


def test_products_stand_one_after_the_other() -> None:
    rows = told(report("2025-02", "0", "1", "0", "1", product="Q"), report("2025-01", "0", "1", "0", "1"))
    assert [(row["product"], row["month"]) for row in rows] == [("P", "2025-01"), ("Q", "2025-02")]


def test_who_reports_nothing_has_no_rows() -> None:
    assert told() == []
