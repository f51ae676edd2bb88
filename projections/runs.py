"""Since when a signal stands, for signals that only a review can tell: the first month end of the unbroken run."""

from collections.abc import Callable

import numpy as np

from projections.facts import Facts
from projections.signals.definition import NONE, Severity
from projections.stage import NOT_YET
from projections.windows import Ints

MONTH_ENDS = 24
LATELY = 4  # month ends looked at first: most runs are short


def first_day_of_run(facts: Facts, customers: Ints, severity: Callable[[Facts, Ints], Severity]) -> dict[int, int]:
    """Per customer the local day number of the first month-end review of the run that leads to the asked-for one.

    Looked for back to MONTH_ENDS month ends; the asked-for day where the signal did not stand at the month end before.
    """
    reviews = facts.reviews
    ends = np.flatnonzero(reviews.month_end)
    ends = ends[ends < reviews.asked][-MONTH_ENDS:]
    since = {int(c): int(reviews.days[reviews.asked]) for c in customers}
    standing = set(since)
    for some in (ends[-LATELY:], ends[:-LATELY]):
        if not len(some) or not standing:
            break
        stood = (facts.judged(some, severity) > NONE) & (facts.path.stage[:, some] != NOT_YET)
        for c in sorted(standing):
            quiet = np.flatnonzero(~stood[c])
            begins = quiet[-1] + 1 if len(quiet) else 0
            if begins < len(some):
                since[c] = int(reviews.days[some[begins]])
            if begins:
                standing.remove(c)
    return since
