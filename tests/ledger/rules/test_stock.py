"""Stock reports that do not add up are kept as they were reported, and flagged."""

from typing import Any

import pytest

from ledger.relationship import subjects_needed
from tests.ledger.rules.scenario import REGISTERED, Story, Wanted, corrected, retracted, wanted


def report(month: str, opening: str, closing: str, **more: Any) -> Wanted:
    figures = {"purchased": "10", "sold": "0", **more}
    return "StockReported", {"month": month, "product": "P", "opening": opening, "closing": closing, **figures}


def test_what_adds_up_is_recorded_without_a_word() -> None:
    story = Story(REGISTERED)
    assert story.then(*report("2024-12", "0", "10")) == ()
    assert story.then(*report("2025-01", "10.0", "20")) == ()
    assert story.then(*report("2025-02", "20", "0.000000001", sold="29.999999999")) == ()


def test_a_closing_that_does_not_follow_from_the_figures_is_flagged() -> None:
    assert Story(REGISTERED).then(*report("2025-01", "0", "11")) == ("stock_mismatch",)


@pytest.mark.parametrize(("first", "second"), [("2024-12", "2025-01"), ("2025-01", "2024-12")])
def test_a_gap_between_two_months_is_flagged_whichever_is_reported_first(first: str, second: str) -> None:
    story = Story(REGISTERED, report(first, "0", "10"))
    assert story.then(*report(second, "1", "11")) == ("stock_gap",)


def test_another_product_and_another_month_are_no_gap() -> None:
    story = Story(REGISTERED, report("2025-01", "0", "10"))
    assert story.then(*report("2025-02", "5", "15", product="Q")) == ()
    assert story.then(*report("2025-03", "5", "15")) == ()


def test_a_month_reported_again_is_flagged_and_the_latest_report_counts() -> None:
    story = Story(REGISTERED, report("2025-01", "0", "10"))
    assert story.then(*report("2025-01", "5", "15")) == ("stock_reported_already",)
    assert story.then(*report("2025-02", "15", "25")) == ()


def test_reports_count_as_they_are_corrected_and_not_once_retracted() -> None:
    story = Story(REGISTERED, report("2025-01", "0", "10"))
    story.then(*corrected("e2", report("2025-01", "2", "12")[1]))
    assert story.then(*report("2025-02", "12", "22")) == ()
    story.then(*retracted("e2"))
    assert story.then(*report("2025-02", "5", "15")) == ("stock_reported_already",)


def test_a_report_corrected_to_another_month_no_longer_stands_for_the_first() -> None:
    story = Story(REGISTERED, report("2025-01", "0", "10"))
    story.then(*corrected("e2", report("2024-01", "0", "10")[1]))
    assert story.then(*report("2025-02", "5", "15")) == ()


def test_a_correction_is_held_against_the_months_around_it() -> None:
    story = Story(REGISTERED, report("2025-01", "0", "10"), report("2025-02", "10", "20"))
    assert story.then(*corrected("e2", report("2025-01", "1", "11")[1])) == ("stock_gap",)
    assert story.then(*corrected("e2", report("2025-01", "0", "10")[1])) == ()


def test_the_months_around_a_report_are_loaded_and_no_others() -> None:
    needed = {"customer", "stock:2024-12:P", "stock:2025-01:P", "stock:2025-02:P"}
    assert subjects_needed(wanted(*report("2025-01", "0", "10"))) == needed
    story = Story(REGISTERED, report("2025-01", "0", "10"))
    correction = wanted(*corrected("e2", report("2025-01", "0", "11")[1]))
    assert subjects_needed(correction, story.events[1]) == needed | {"event:e2"}
