"""The ratio of two figures meets a threshold where it is exactly that threshold, whatever the wallets are."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from projections.momentum import exact_share, ratio_of

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
