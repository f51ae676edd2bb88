"""Momentum: each kind, and that the ratio of two figures meets a threshold where it is exactly that threshold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.momentum import exact_share, ratio_of
from tests.model.showing import saw, shows
from tests.projections.signals.one_customer import Happened, every, happened, ordered, registered, standing

COLUMN = np.array([0])


@given(st.integers(1, 10**9), st.integers(1, 10**13), st.sampled_from([(4, 5), (6, 5)]))
def test_a_share_of_exactly_four_or_six_fifths_meets_its_threshold(
    unit: int, wallet: int, part: tuple[int, int]
) -> None:
    numerator, denominator = part
    now = exact_share(np.array([[numerator * unit]]), np.array([[wallet]]), COLUMN)
    then = exact_share(np.array([[denominator * unit]]), np.array([[wallet]]), COLUMN)
    assert ratio_of(now, then)[0, 0] == numerator / denominator


def test_a_wallet_of_nothing_has_no_share() -> None:
    assert np.isnan(exact_share(np.array([[5, 5]]), np.array([[0, -1]]), np.array([0, 1]))).all()


def momentum(name: str, events: list[Happened], on: str) -> str | None:
    """ "yes" where this is the momentum on a day."""
    found = "yes" if standing(events, on)["stage"]["momentum"] == name else None
    saw(name, found)
    return found


def bought(first: str, amounts: list[str]) -> list[Happened]:
    """Registered, and an order every 30 days."""
    days = every(30, first, len(amounts))
    return [registered("2020-01-01"), *(ordered(day, amount) for day, amount in zip(days, amounts, strict=True))]


ONCE = bought("2024-01-10", ["100.00"])
END = happened("2024-03-10", "RelationshipEnded", by="us")


@shows("interrupted")
@pytest.mark.parametrize(
    ("events", "on", "expected"),
    [
        (ONCE, "2025-01-09", None),
        (ONCE, "2025-01-10", "yes"),
        ([*ONCE, END], "2024-03-10", "yes"),
        ([*ONCE, END, ordered("2024-03-11")], "2024-03-11", None),
    ],
)
def test_without_an_order_for_a_year_or_ended_it_is_interrupted(
    events: list[Happened], on: str, expected: str | None
) -> None:
    assert momentum("interrupted", events, on) == expected


@shows("regressing")
@pytest.mark.parametrize(("amount", "expected"), [("63.00", None), ("60.00", "yes")])
def test_a_figure_of_four_fifths_is_regressing(amount: str, expected: str | None) -> None:
    """1,200.00 a year, and half a year later six of its orders are smaller."""
    events = bought("2022-01-10", ["100.00"] * 18 + [amount] * 6)
    assert momentum("regressing", events, "2023-12-31") == expected


@shows("advancing")
@pytest.mark.parametrize(("amount", "expected"), [("137.00", None), ("141.00", "yes")])
def test_a_figure_of_six_fifths_is_advancing(amount: str, expected: str | None) -> None:
    events = bought("2022-01-10", ["100.00"] * 18 + [amount] * 6)
    assert momentum("advancing", events, "2023-12-31") == expected


@shows("stagnant")
@pytest.mark.parametrize(("on", "expected"), [("2024-12-31", None), ("2025-01-11", "yes")])
def test_a_year_in_development_is_stagnation(on: str, expected: str | None) -> None:
    assert momentum("stagnant", [registered("2024-01-10")], on) == expected


def test_waiting_for_an_opening_or_an_answer_is_work() -> None:
    waiting = happened("2024-06-01", "QuotationSubmitted", quotation_id="Q-1")
    assert momentum("stagnant", [registered("2024-01-10"), waiting], "2025-01-31") is None
    assert momentum("steady", [registered("2024-01-10"), waiting], "2025-01-31") == "yes"


@shows("steady", "yes", None)
def test_who_buys_as_ever_is_steady_and_who_moves_is_not() -> None:
    events = bought("2022-01-10", ["100.00"] * 24)
    assert momentum("steady", events, "2023-12-31") == "yes"
    assert momentum("steady", [*events, happened("2023-12-30", "RelationshipEnded", by="us")], "2023-12-31") is None
