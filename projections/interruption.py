"""Since when a relationship is interrupted: ended explicitly, or out of the lapse window (section 1, momentum)."""

import numpy as np
from numpy.typing import NDArray

from projections.facts import Facts
from projections.windows import Grid, Ints

NEVER = np.iinfo(np.int64).max


def interrupted_since(facts: Facts, columns: Ints, interrupted: NDArray[np.bool_]) -> Grid:
    """Local day number per interrupted cell, NEVER for the others: the earlier of the explicit end and the lapse.

    The lapse is the last order's date plus the lapse window of that review.
    """
    q = facts.quantities
    since = np.full(interrupted.shape, NEVER)
    ended = interrupted & q.ended[:, columns]
    event_days = facts.reviews.local_days(facts.history.at)
    since[ended] = event_days[q.last_end[:, columns][ended]]
    ordered = q.days.count[:, columns] > 0
    customer, place = np.nonzero(interrupted & ordered & ~q.lapse.inside[:, columns])
    column = columns[place]
    if len(customer):
        lapsed = q.days.day[q.days.last[customer, column]] + q.lapse.lengths(customer, column)
        since[customer, place] = np.minimum(since[customer, place], lapsed)
    return since
