"""The one mechanism behind every window: add at the first column that sees a thing, subtract where it is gone.

Grids are customers x columns (reviews.py), int64. Only integers are summed: the order of rows never shows in a result.
"""

import numpy as np
from numpy.typing import NDArray

Grid = NDArray[np.int64]
Ints = NDArray[np.int64]


def running_sum(shape: tuple[int, int], customer: Ints, start: Ints, stop: Ints, amount: Ints | int = 1) -> Grid:
    """Sum of `amount` per cell over the rows with start <= column < stop; rows with start >= stop count nowhere."""
    customers, columns = shape
    if not len(customer):
        return np.zeros(shape, dtype=np.int64)
    change = np.zeros((customers, columns + 1), dtype=np.int64)
    counts = start < stop
    if not counts.all():
        customer, start, stop = customer[counts], start[counts], stop[counts]
        amount = amount if isinstance(amount, int) else amount[counts]
    flat = change.reshape(-1)
    np.add.at(flat, customer * (columns + 1) + start, amount)
    np.subtract.at(flat, customer * (columns + 1) + stop, amount)
    return change.cumsum(axis=1)[:, :columns]


def running_distinct(shape: tuple[int, int], customer: Ints, group: Ints, start: Ints, stop: Ints) -> Grid:
    """Number of different `group`s per cell among the rows with start <= column < stop.

    group: any integers, counted separately within each customer. Overlapping rows of one group are first cut to their
    union.
    """
    counts = start < stop
    if not counts.any():
        return np.zeros(shape, dtype=np.int64)
    customer, group, start, stop = customer[counts], group[counts], start[counts], stop[counts]
    width = shape[1] + 1
    each = customer * (int(group.max()) - int(group.min()) + 1) + (group - int(group.min()))
    order = np.argsort((each * width + start) * width + stop, kind="stable")
    each, start, stop = each[order], start[order], stop[order]
    opens = np.diff(each, prepend=-1) != 0
    # A running maximum within each run of equal `each`: later runs are lifted above all earlier ones.
    run = np.cumsum(opens)
    covered = np.maximum.accumulate(run * width + stop) - run * width
    start = np.where(opens, start, np.maximum(start, np.roll(covered, 1)))
    return running_sum(shape, customer[order], start, stop)


def latest(shape: tuple[int, int], customer: Ints, start: Ints, row: Ints) -> Grid:
    """Per cell the largest `row` among the rows with start <= column; -1 where there is none.

    With rows numbered in order of time this is the latest thing the column has seen.
    """
    customers, columns = shape
    grid = np.full((customers, columns), -1, dtype=np.int64)
    if not len(customer):
        return grid
    inside = start < columns
    cells, rows = customer[inside] * columns + start[inside], row[inside]
    if (rows[1:] > rows[:-1]).all():
        grid.reshape(-1)[cells] = rows  # of several for one cell the last stays
    else:
        np.maximum.at(grid.reshape(-1), cells, rows)
    return np.maximum.accumulate(grid, axis=1)
