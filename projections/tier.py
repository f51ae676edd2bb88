"""The customer's tier: as assigned, for as long as an assignment holds (section 6)."""

import numpy as np
from numpy.typing import NDArray

from projections.facts import Facts
from projections.quantities import latest_row
from projections.windows import Grid, Ints


def assigned_rows(facts: Facts, columns: Ints) -> Grid:
    """History row of the assignment in force per cell; -1 without one or when it is older than assigned_months."""
    last = latest_row(facts.shape, facts.history.of("TierAssigned"), facts.reviews)[:, columns]
    recent = facts.history.at[last] > facts.reviews.window(facts.policy.tier.assigned_months)[columns][None, :]
    return np.where((last >= 0) & recent, last, -1)


def has_tier(facts: Facts, rows: Grid, tiers: tuple[str, ...]) -> NDArray[np.bool_]:
    """Cells whose assignment (assigned_rows) is one of `tiers`."""
    assigned = facts.history.of("TierAssigned")
    named = np.zeros(len(facts.history.events) + 1, dtype=np.bool_)
    named[assigned.row] = assigned.one_of("tier", tiers)
    return named[rows]
