"""The order rhythm against the formulas of the signals document, written out naively."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.order_days import OrderDays
from projections.policy_file import default_policy
from projections.rhythm import aged_weights, rhythm_at

POLICY = default_policy().policy.rhythm


def sequence(*runs: list[int]) -> OrderDays:
    """Order-days of several customers, all seen by the only column."""
    day = np.array([d for run in runs for d in run], dtype=np.int64)
    start = np.cumsum([0, *map(len, runs)])
    nothing = np.zeros(len(day), dtype=np.int64)
    return OrderDays(
        columns=1,
        day=day,
        at=nothing,
        first_at=nothing,
        value=nothing,
        row=np.arange(len(day)),
        seen=nothing,
        start=start,
        sequence=np.arange(len(runs))[:, None],
    )


def naive(days: list[int], today: int) -> tuple[float, float, float]:
    """tail, P_rule, P_lapsed."""
    h, first, last = POLICY.half_life_days, days[0], days[-1]
    w = sum(2 ** (-(last - t) / h) for t in days[1:])
    b = h / math.log(2) * (1 - 2 ** (-(last - first) / h))
    q = POLICY.a / (POLICY.b + len(days) - 1)

    def tail(d: int) -> float:
        return ((POLICY.alpha_days + b) / (POLICY.alpha_days + b + d)) ** (POLICY.r + w)

    s = today - last
    rule = 1.0 if s >= POLICY.lapse_days else (q + tail(POLICY.lapse_days)) / (q + tail(s))
    return tail(s), rule, q / (q + tail(s))


@given(
    st.lists(st.lists(st.integers(0, 14_610), min_size=1, max_size=40, unique=True).map(sorted), min_size=1, max_size=4)
)
def test_the_columns_equal_the_formulas_over_forty_years(runs: list[list[int]]) -> None:
    today = 15_000
    found = rhythm_at(sequence(*runs), np.array([0]), np.array([today]), POLICY)
    for c, days in enumerate(runs):
        tail, rule, lapsed = naive(days, today)
        assert found.tail(found.silent)[c, 0] == pytest.approx(tail, abs=2e-9)
        assert found.lapse_probability(found.silent)[c, 0] == pytest.approx(rule, abs=2e-9)
        assert found.lapsed_probability[c, 0] == pytest.approx(lapsed, abs=2e-9)


def test_daily_orders_for_forty_years_weigh_what_the_sum_says() -> None:
    days = list(range(14_610))
    weights = aged_weights(sequence(days), POLICY.half_life_days)
    exact = sum(2 ** (-k / POLICY.half_life_days) for k in range(14_609))
    assert weights[-1] == pytest.approx(exact, rel=1e-11)


def test_a_customer_weighs_the_same_alone_and_among_others() -> None:
    runs = [[0, 30, 61, 400], [5, 9], [100, 2000, 2001]]
    together = aged_weights(sequence(*runs), POLICY.half_life_days)
    alone = np.concatenate([aged_weights(sequence(run), POLICY.half_life_days) for run in runs])
    assert together.tobytes() == alone.tobytes()


def test_without_an_order_nothing_is_judged() -> None:
    found = rhythm_at(sequence([], [3]), np.array([0]), np.array([10]), POLICY)
    assert found.orders.tolist() == [[0], [1]]
    assert not found.judged.any()
