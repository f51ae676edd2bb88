"""Medians of many groups at once."""

import numpy as np
from numpy.typing import NDArray

from projections.windows import Ints

Floats = NDArray[np.float64]


def medians(groups: int, group: Ints, value: Ints | Floats) -> Floats:
    """The median of each group's values; 0 without any. group: a number per value, ascending."""
    found = np.zeros(groups)
    if len(group):
        ordered = value[np.lexsort((value, group))]
        start = np.flatnonzero(np.diff(group, prepend=-1))
        size = np.diff(np.append(start, len(group)))
        found[group[start]] = (ordered[start + (size - 1) // 2] + ordered[start + size // 2]) / 2
    return found
