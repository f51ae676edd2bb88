"""Order-days and their values within windows of days, exactly, for any cells."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.order_days import OrderDays
from projections.windows import Grid, Ints

Floats = NDArray[np.float64]
LIMB = 24  # bits; a value below 2 ** 48 minor units is two limbs, and sums of their products stay exact in int64


@dataclass(frozen=True, kw_only=True)
class WindowSums:
    """Per cell: order-days, their value in minor units, and the sum of the squared day values (rounded once)."""

    count: Grid
    amount: Grid
    squares: Floats


def window_sums(days: OrderDays, columns: Ints, begin: Ints, end: Ints) -> WindowSums:
    """Sums over the order-days with begin < day <= end at customers x `columns`.

    begin, end: local day numbers, one per column. A day a column has not seen, or no longer sees, does not count.
    """
    sequence = days.sequence[:, columns]
    start = days.first_after(sequence, begin)
    stop = np.minimum(days.first_after(sequence, end), days.start[sequence] + days.count[:, columns])
    stop = np.maximum(stop, start)
    high, low = days.value >> LIMB, days.value & ((1 << LIMB) - 1)
    count, amount = stop - start, _between(days.value, start, stop)
    squares: Floats = np.asarray(_between(high * high, start, stop), dtype=np.float64) * float(1 << 2 * LIMB)
    squares += _between(high * low, start, stop) * float(2 << LIMB) + _between(low * low, start, stop)
    return WindowSums(count=count, amount=amount, squares=squares)


def _between(values: Ints, start: Grid, stop: Grid) -> Grid:
    """Sum of values[start:stop] per cell; a running sum may wrap around, differences of it do not."""
    running = np.concatenate([[0], np.cumsum(values, dtype=np.int64)])
    sums: Grid = running[stop] - running[start]
    return sums
