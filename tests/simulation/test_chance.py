"""Chance: the same draws for the same words, and the means it promises."""

from statistics import mean

import pytest

from api.simulation.chance import Chance

MANY = 20_000


def test_the_same_words_draw_the_same_and_others_draw_otherwise() -> None:
    draws = [Chance(7, 3, "plan").below(1000) for _ in range(2)]
    assert draws[0] == draws[1]
    assert [Chance(7, 4, "plan").below(1 << 40), Chance(7, 3, "events").below(1 << 40)] != [draws[0], draws[0]]


def test_draws_never_change() -> None:
    chance = Chance(1, 2, "three")
    assert [chance.below(1000) for _ in range(6)] == [193, 142, 128, 575, 867, 246]


@pytest.mark.parametrize("evenness", [0.0, 0.4, 0.9])
def test_waiting_times_have_mean_one_and_never_fall_below_the_evenness(evenness: float) -> None:
    chance = Chance("wait", evenness)
    waits = [chance.wait(evenness) for _ in range(MANY)]
    assert mean(waits) == pytest.approx(1, abs=0.02)
    assert min(waits) >= evenness


@pytest.mark.parametrize("spread", [0.2, 0.6, 0.9])
def test_factors_are_positive_with_mean_about_one(spread: float) -> None:
    chance = Chance("factor", spread)
    factors = [chance.factor(spread) for _ in range(MANY)]
    assert mean(factors) == pytest.approx(1, abs=0.06)
    assert min(factors) > 0


def test_weights_are_kept() -> None:
    chance = Chance("weights")
    drawn = [chance.weighted("abc", (50, 0, 150)) for _ in range(MANY)]
    assert "b" not in drawn
    assert drawn.count("c") / MANY == pytest.approx(0.75, abs=0.02)


def test_both_ends_of_a_range_are_drawn() -> None:
    chance = Chance("ends")
    assert {chance.between(3, 5) for _ in range(200)} == {3, 4, 5}
