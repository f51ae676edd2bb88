"""Figures: many ratios at once are rounded as one is."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from projections.figures import FEW, half_up, ratio, ratios, whole_numbers

NINE_DIGITS = st.integers(0, 10**13).map(lambda n: n / 10**9)
HALVES = st.integers(0, 10**8).map(lambda n: (2 * n + 1) * 50_000 / 10**9)


@given(st.lists(NINE_DIGITS | HALVES))
def test_many_ratios_are_rounded_as_one_is(values: list[float]) -> None:
    assert ratios(np.array(values, dtype=np.float64)) == [ratio(value) for value in values]


@given(st.lists(st.integers(-200, 200).map(lambda n: n / 4), min_size=1))
def test_many_numbers_are_made_whole_as_one_is(values: list[float]) -> None:
    whole = [half_up(value) for value in values]
    assert whole_numbers(np.array(values)) == whole
    assert whole_numbers(np.array(values * FEW)) == whole * FEW


def test_what_is_not_known_is_none() -> None:
    assert ratios(np.array([math.nan, 0.5])) == [None, 0.5]
    assert whole_numbers(np.array([math.nan, 0.5])) == [None, 1]
    assert whole_numbers(np.array([math.nan, 0.5] * FEW)) == [None, 1] * FEW
