"""stock_building, sell_out_falling, stock_mismatch and stock_report_missing: what the monthly reports say."""

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import Happened, happened, registered, severity, signal


def report(
    month: str,
    sold: str,
    closing: str,
    product: str = "P",
    *,
    opening: str | None = None,
    purchased: str = "0",
    on: str = "",
) -> Happened:
    """Adds up, unless an opening is given; reported on the fifth of the month after."""
    year, number = map(int, month.split("-"))
    day = on or f"{year + number // 12:04}-{number % 12 + 1:02}-05"
    begun = opening or str(float(closing) + float(sold) - float(purchased))
    return happened(
        day,
        "StockReported",
        month=month,
        product=product,
        opening=begun,
        purchased=purchased,
        sold=sold,
        closing=closing,
    )


def quarter(sold: str, closing: str, *, year: int = 2025, product: str = "P") -> list[Happened]:
    """January to March, the last with this closing stock."""
    return [report(f"{year}-{number:02}", sold, closing, product) for number in (1, 2, 3)]


@shows("stock_building")
@pytest.mark.parametrize(
    ("closing", "expected"), [("30", None), ("31", "watch"), ("60", "watch"), ("61", "alert"), ("0", None)]
)
def test_stock_that_lasts_for_months(closing: str, expected: str | None) -> None:
    assert severity("stock_building", [registered(), *quarter("10", closing)], "2025-04-10") == expected


def test_nothing_sold_and_stock_left_is_an_alert() -> None:
    found = signal("stock_building", [registered(), *quarter("0", "5")], "2025-04-10")
    assert found is not None
    assert found["severity"] == "alert"
    assert found["reason"] == "Nothing was sold in the 3 months up to the end of 2025-03, and stock is left."
    assert severity("stock_building", [registered(), *quarter("0", "0")], "2025-04-10") is None


def test_products_weigh_by_what_is_sold_of_them() -> None:
    much, little = quarter("90", "90"), quarter("10", "100", product="Q")
    assert severity("stock_building", [registered(), *much, *little], "2025-04-10") is None
    found = signal(
        "stock_building", [registered(), *quarter("10", "40"), *quarter("30", "100", product="Q")], "2025-04-10"
    )
    assert found is not None
    assert (found["value"], found["threshold"], found["unit"]) == (3.5, 3.0, "months")
    assert (
        found["reason"]
        == "At the end of 2025-03 their stock lasts for 3.5 months of what they sold in the 3 months up to then."
    )
    assert found["evidence"] == [2, 3, 4, 5, 6, 7]


def test_what_is_usual_in_that_month_is_no_reason() -> None:
    usual = [registered(), *quarter("10", "40", year=2024), *quarter("10", "60")]
    assert severity("stock_building", usual, "2025-04-10") is None
    assert severity("stock_building", [*usual, report("2025-03", "10", "61")], "2025-04-10") == "alert"


def test_a_product_not_reported_for_three_months_is_unknown() -> None:
    assert severity("stock_building", [registered(), *quarter("10", "90")[1:]], "2025-04-10") is None


@shows("sell_out_falling")
@pytest.mark.parametrize(("sold", "expected"), [("81", None), ("80", "watch"), ("61", "watch"), ("60", "alert")])
def test_less_sold_than_a_year_before(sold: str, expected: str | None) -> None:
    given = [registered(), *quarter("100", "0", year=2024), *quarter(sold, "0")]
    assert severity("sell_out_falling", given, "2025-04-10") == expected


def test_only_products_reported_for_both_years_are_compared() -> None:
    given = [registered(), *quarter("100", "0", year=2024), *quarter("100", "0")]
    gone = quarter("900", "0", year=2024, product="Q")
    assert severity("sell_out_falling", [*given, *gone], "2025-04-10") is None


def test_it_says_what_was_sold() -> None:
    given = [registered(), *quarter("100", "0", year=2024), *quarter("60", "0")]
    found = signal("sell_out_falling", given, "2025-04-10")
    assert found is not None
    assert (found["value"], found["threshold"]) == (0.4, 0.4)
    assert found["evidence"] == [2, 3, 4, 5, 6, 7]
    assert (
        found["reason"] == "In the 3 months up to 2025-03 they sold 180 where they sold 300 a year before, 40 % less."
    )


@shows("stock_report_missing", None, "watch")
def test_old_reports_are_no_news_but_missed() -> None:
    given = [registered(), *quarter("10", "90")]
    assert severity("stock_building", given, "2025-05-14") == "alert"
    assert severity("stock_report_missing", given, "2025-05-14") is None
    assert severity("stock_building", given, "2025-05-15") is None
    found = signal("stock_report_missing", given, "2025-06-01")
    assert found is not None
    assert (found["group"], found["severity"], found["since"], found["evidence"]) == (
        "data",
        "watch",
        "2025-05-15",
        [4],
    )
    assert found["reason"] == "The last stock report is that of 2025-03; the next one has been due since 15 May 2025."


def test_who_never_reported_misses_nothing() -> None:
    assert severity("stock_report_missing", [registered()], "2025-06-01") is None


@shows("stock_mismatch", "watch")
def test_a_month_that_does_not_add_up_is_named() -> None:
    found = signal(
        "stock_mismatch", [registered(), report("2025-03", "10", "7", opening="20.5", purchased="1")], "2025-04-10"
    )
    assert found is not None
    assert (found["severity"], found["cause"], found["evidence"]) == ("watch", "data", [2])
    assert found["reason"] == ("P in 2025-03: opening 20.5 and purchased 1 less sold 10 is not the closing 7.")


def test_an_opening_that_is_not_the_last_closing_is_named() -> None:
    given = [registered(), report("2025-02", "10", "7"), report("2025-03", "10", "9")]
    found = signal("stock_mismatch", given, "2025-04-10")
    assert found is not None
    assert found["evidence"] == [2, 3]
    assert found["reason"] == "P in 2025-03: the opening 19 is not the closing 7 of the month before."


def test_the_latest_word_on_a_month_counts() -> None:
    given = [registered(), report("2025-02", "10", "7"), report("2025-03", "10", "9")]
    again = report("2025-02", "10", "19", on="2025-04-07")
    assert severity("stock_mismatch", [*given, again], "2025-04-06") == "watch"
    assert severity("stock_mismatch", [*given, again], "2025-04-07") is None


@shows("stock_mismatch", None)
def test_a_gap_of_a_month_is_no_mismatch() -> None:
    assert (
        severity(
            "stock_mismatch", [registered(), report("2025-01", "1", "7"), report("2025-03", "1", "9")], "2025-04-10"
        )
        is None
    )


def test_parts_of_a_piece_add_up_exactly() -> None:
    exact = report("2025-03", "0.3", "0.000000001", opening="0.1", purchased="0.200000001")
    assert severity("stock_mismatch", [registered(), exact], "2025-04-10") is None
