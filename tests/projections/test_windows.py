"""The window mechanism against counting by hand."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from projections.windows import latest, running_distinct, running_sum

SHAPE = (3, 6)
ROWS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 7), st.integers(0, 7), st.integers(-50, 2**40)),
    max_size=25,
)


def columns(rows: list[tuple[int, ...]]) -> list[np.ndarray]:
    table = np.array(rows, dtype=np.int64).reshape(len(rows), 5)
    return [table[:, 0], table[:, 1], np.minimum(table[:, 2], 6), np.minimum(table[:, 3], 6), table[:, 4]]


@given(ROWS)
def test_a_running_sum_holds_what_each_column_sees(rows: list[tuple[int, ...]]) -> None:
    customer, _, start, stop, amount = columns(rows)
    found = running_sum(SHAPE, customer, start, stop, amount)
    for c in range(3):
        for k in range(6):
            assert found[c, k] == sum(a for r, _, s, e, a in rows if r == c and min(s, 6) <= k < min(e, 6))


@given(ROWS)
def test_groups_are_counted_once_however_their_rows_overlap(rows: list[tuple[int, ...]]) -> None:
    customer, group, start, stop, _ = columns(rows)
    found = running_distinct(SHAPE, customer, group, start, stop)
    for c in range(3):
        for k in range(6):
            assert found[c, k] == len({g for r, g, s, e, _ in rows if r == c and min(s, 6) <= k < min(e, 6)})


@given(ROWS)
def test_the_latest_row_is_the_largest_seen(rows: list[tuple[int, ...]]) -> None:
    customer, _, start, _, _ = columns(rows)
    found = latest(SHAPE, customer, start, np.arange(len(rows)))
    for c in range(3):
        for k in range(6):
            seen = [i for i, (r, _, s, _, _) in enumerate(rows) if r == c and min(s, 6) <= k]
            assert found[c, k] == max(seen, default=-1)
