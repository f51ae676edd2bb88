"""The customer's tier: as assigned, for as long as an assignment holds (section 6)."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from projections.facts import Facts
from projections.quantities import latest_row
from projections.windows import Grid, Ints


def assigned_rows(facts: Facts, columns: Ints) -> Grid:
    """History row of the assignment in force per cell; -1 without one or when it is older than assigned_months."""
    rows = facts.history.events.with_row_index("row").filter(pl.col("type") == "TierAssigned")
    last = latest_row(facts.shape, rows, facts.reviews)[:, columns]
    at = facts.history.events["occurred_at"].to_numpy()
    recent = at[last] > facts.reviews.window(facts.policy.tier.assigned_months)[columns][None, :]
    return np.where((last >= 0) & recent, last, -1)


def has_tier(facts: Facts, rows: Grid, tiers: tuple[str, ...]) -> NDArray[np.bool_]:
    """Cells whose assignment (assigned_rows) is one of `tiers`."""
    named = np.append(facts.history.events["tier"].is_in(tiers).fill_null(False).to_numpy(), False)
    return named[rows]
