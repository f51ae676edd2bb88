"""The derived tier: where the book is cut, who reaches a cut-off, and what potential adds."""

from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.parameters import Parameters
from projections.reporting import in_reporting
from projections.sizes import CutOffs, SizeCounts, Sizes, class_of, least_of, sizing_of
from tests.laws.clocks import rules_in
from tests.oracle.policy import DEFAULTS
from tests.oracle.tiers import cut_offs
from tests.projections.signals.one_customer import Happened, every, happened, ordered, registered, severity, standing

POLICY = rules_in(ZoneInfo("UTC")).policy
DAY = date(2025, 5, 31).toordinal() - date(1970, 1, 1).toordinal()
BOOK = Parameters(cut_offs={sizing_of(POLICY): {DAY: CutOffs(a=100_000, b=20_000)}})


def sizes(amounts: list[int]) -> SizeCounts:
    found = SizeCounts()
    for amount in amounts:
        one = np.array([amount])
        found = found.plus(SizeCounts(by_day={DAY: Sizes(class_of(one), one)}))
    return found


@given(st.lists(st.integers(1, 10**13), min_size=1, max_size=30))
def test_the_cut_offs_are_those_of_the_customers_one_by_one(amounts: list[int]) -> None:
    assert tuple(sizes(amounts).cut_offs(sizing_of(POLICY))[DAY]) == cut_offs(amounts, DEFAULTS)


@given(st.lists(st.integers(1, 10**6), max_size=9), st.lists(st.integers(1, 10**6), max_size=9))
def test_sizes_taken_away_again_leave_what_was_there(some: list[int], others: list[int]) -> None:
    both = sizes(some).plus(sizes(others)).plus(sizes(others).negative()).by_day
    assert {day: one.pairs for day, one in both.items()} == {day: one.pairs for day, one in sizes(some).by_day.items()}


@given(st.integers(1, 10**16))
def test_a_class_is_what_begins_with_the_same_three_digits(amount: int) -> None:
    digits = str(amount)
    assert least_of(int(class_of(np.array([amount]))[0])) == int(digits[:3] + "0" * (len(digits) - 3))


def tier(amount: str, *others: Happened, on: str = "2025-06-15") -> dict[str, object]:
    return standing([registered(), ordered("2025-03-01", amount), *others], on, BOOK)["tier"]  # type: ignore[no-any-return]


@pytest.mark.parametrize(("amount", "letter"), [("1000.00", "A"), ("999.99", "B"), ("200.00", "B"), ("199.99", "C")])
def test_reaching_a_cut_off_counts(amount: str, letter: str) -> None:
    found = tier(amount)
    assert (found["value"], found["derived"], found["assigned"]) == (letter, letter, None)


def test_it_says_by_what_it_is_cut() -> None:
    found = tier("999.99")
    assert found["cut_offs"] == {"on": "2025-05-31", "a_from": "1000.00", "b_from": "200.00", "currency": "EUR"}
    assert found["reason"] == (
        "Bought EUR 999.99 in 12 months; from EUR 200.00 on, as of 31 May 2025, a customer is B, and from EUR 1,000.00 "
        "on A."
    )


@pytest.mark.parametrize(("wallet", "letter"), [("1000.00", "C"), ("1000.01", "B")])
def test_a_wallet_above_the_cut_off_of_a_of_which_we_have_little_is_a_letter_better(wallet: str, letter: str) -> None:
    found = tier("100.00", happened("2025-03-02", "AnnualSpendEstimated", amount=wallet, currency="EUR"))
    assert found["derived"] == letter
    assert ("A letter better for its potential" in str(found["reason"])) == (letter == "B")


def test_an_assigned_tier_wins_while_it_holds() -> None:
    assigned = happened("2023-06-20", "TierAssigned", tier="C")
    found = tier("1000.00", assigned, on="2025-06-15")
    assert (found["value"], found["assigned"], found["derived"]) == ("C", "C", "A")
    found = tier("1000.00", assigned, on="2025-06-25")
    assert (found["value"], found["assigned"], found["derived"]) == ("A", None, "A")


def test_before_a_month_end_with_purchases_it_is_unknown() -> None:
    found = tier("1000.00", on="2025-05-30")
    assert (found["value"], found["derived"], found["cut_offs"]) == (None, None, None)
    assert found["reason"] == (
        "Not assigned, and not to be derived: nobody in the book had bought anything in EUR at the month end before."
    )


def test_rhythms_go_by_the_derived_tier() -> None:
    called = [registered(), ordered("2025-03-01", "1000.00"), happened("2025-04-10", "CallMade", contact_ids=["K"])]
    found = standing(called, "2025-06-15", BOOK)["risk"]["signals"]
    assert [row["severity"] for row in found if row["name"] == "contact_silence"] == ["watch"]
    assert severity("contact_silence", called, "2025-06-15") is None


def test_other_money_is_compared_by_its_rate() -> None:
    rates = {"EUR": Decimal("1"), "JPY": Decimal("0.006"), "CNY": Decimal("0.125")}
    policy = POLICY.currency.model_copy(update={"rates": rates, "reporting": "CNY"})
    own = np.array([[10_000], [10_000], [10_000], [10_000], [-1]])
    found = in_reporting(pl.Series(["CNY", "EUR", "JPY", "USD", "CNY"]), policy).of(own)
    assert found[:, 0].tolist() == [10_000, 80_000, 48_000, -1, -1]  # JPY 10,000 * 0.006 / 0.125 = CNY 480.00


@pytest.mark.parametrize(
    ("days", "regular", "reason"),
    [
        (every(30, "2025-01-05", 6), True, "Orders in 6 of 12 months."),
        (every(120, "2024-01-01", 5), True, "5 order-days in 24 months, no gap above 2 times their median of 120."),
        (["2024-01-01", "2024-02-01", "2024-03-01", "2025-01-01"], False, None),
        (["2025-01-01"], False, "Orders in 1 of 12 months only, and not at even gaps."),
    ],
)
def test_regular_is_who_orders_in_half_of_the_months_or_at_even_gaps(
    days: list[str], regular: bool, reason: str | None
) -> None:
    found = standing([registered(), *map(ordered, days)], "2025-06-15", BOOK)["tier"]["ordering"]
    assert found["regular"] == regular
    assert reason in (None, found["reason"])
