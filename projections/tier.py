"""The customer's tier (section 6): what every signal and the status go by."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from projections.facts import Facts
from projections.quantities import latest_row
from projections.windows import Grid, Ints

Tier = Literal["A", "B", "C"]
TIERS: tuple[Tier | None, ...] = (None, "A", "B", "C")
NO_TIER, TIER_A, TIER_B, TIER_C = range(4)

Tiers = NDArray[np.int8]


def tier_at(facts: Facts, columns: Ints) -> Tiers:
    """Index into TIERS per customer and column: as assigned, for as long as an assignment holds."""
    assigned = facts.history.of("TierAssigned")
    named = np.zeros(len(facts.history.events) + 1, dtype=np.int8)
    for number, tier in enumerate(TIERS):
        if tier is not None:
            named[assigned.row[assigned.equal("tier", tier)]] = number
    return named[assigned_rows(facts, columns)]


def assigned_rows(facts: Facts, columns: Ints) -> Grid:
    """History row of the assignment in force per cell; -1 without one or when it is older than assigned_months."""
    last = latest_row(facts.shape, facts.history.of("TierAssigned"), facts.reviews)[:, columns]
    recent = facts.history.at[last] > facts.reviews.window(facts.policy.tier.assigned_months)[columns][None, :]
    return np.where((last >= 0) & recent, last, -1)


def has_tier(tiers: Tiers, wanted: tuple[str, ...]) -> NDArray[np.bool_]:
    """Cells whose tier is one of `wanted`."""
    return np.isin(tiers, [number for number, tier in enumerate(TIERS) if tier in wanted])
