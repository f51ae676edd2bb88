"""The customer's tier (section 6): what every signal and the status go by."""

from datetime import timedelta
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.calendar import day_number, from_day_number
from projections.facts import Facts
from projections.quantities import latest_row
from projections.reporting import InReporting, in_reporting
from projections.sizes import sizing_of
from projections.windows import Grid, Ints

Tier = Literal["A", "B", "C"]
TIERS: tuple[Tier | None, ...] = (None, "A", "B", "C")
NO_TIER, TIER_A, TIER_B, TIER_C = range(4)
NEVER = np.iinfo(np.int64).max  # a cut-off that nobody reaches

Tiers = NDArray[np.int8]
Flags = NDArray[np.bool_]


class Derived(NamedTuple):
    """customers x columns. by_purchases: the letter of the purchases alone. raised: a letter better for potential."""

    tier: Tiers
    by_purchases: Tiers
    raised: Flags


def tier_at(facts: Facts, columns: Ints) -> Tiers:
    """Index into TIERS per customer and column: as assigned, for as long as an assignment holds, else as derived."""
    return facts.once_at(_tier_at, columns)


def _tier_at(facts: Facts, columns: Ints) -> Tiers:
    assigned = facts.history.of("TierAssigned")
    named = np.zeros(len(facts.history.events) + 1, dtype=np.int8)
    for number, tier in enumerate(TIERS):
        if tier is not None:
            named[assigned.row[assigned.equal("tier", tier)]] = number
    rows = assigned_rows(facts, columns)
    found: Tiers = np.where(rows >= 0, named[rows], derived_tier(facts, columns).tier)
    return found


def assigned_rows(facts: Facts, columns: Ints) -> Grid:
    """History row of the assignment in force per cell; -1 without one or when it is older than assigned_months."""
    last = latest_row(facts.shape, facts.history.of("TierAssigned"), facts.reviews)[:, columns]
    recent = facts.history.at[last] > facts.reviews.window(facts.policy.tier.assigned_months)[columns][None, :]
    return np.where((last >= 0) & recent, last, -1)


def derived_tier(facts: Facts, columns: Ints) -> Derived:
    """From the customer's own figures and the cut-offs of the book; unknown without a cut-off or a rate."""
    a, b = cut_offs_at(facts, columns)
    q, shape = facts.quantities, (facts.shape[0], len(columns))
    if not (a < NEVER).any():
        return Derived(np.zeros(shape, np.int8), np.zeros(shape, np.int8), np.zeros(shape, np.bool_))
    money = facts.once(reporting_money)
    bought, wallet = money.of(q.purchases[:, columns]), money.of(q.wallet[:, columns])
    known = (bought >= 0) & (a < NEVER)[None, :]
    letter = np.where(bought >= a[None, :], TIER_A, np.where(bought >= b[None, :], TIER_B, TIER_C))
    potential = (wallet > a[None, :]) & (q.share[:, columns] < facts.policy.tier.potential_share)
    raised = known & potential & (letter > TIER_A)
    by_purchases = np.where(known, letter, NO_TIER).astype(np.int8)
    return Derived((by_purchases - raised).astype(np.int8), by_purchases, raised)


def reporting_money(facts: Facts) -> InReporting:
    return in_reporting(facts.history.registered["currency"], facts.policy.currency)


def cut_offs_at(facts: Facts, columns: Ints) -> tuple[Ints, Ints]:
    """What the last A and the last B had bought at the month end each column goes by; NEVER where nobody had."""
    cut_offs = facts.parameters.cut_offs.get(sizing_of(facts.policy), {})
    found = [cut_offs.get(day) for day in month_ends_of(facts, columns)]
    return (
        np.array([cut.a if cut else NEVER for cut in found], dtype=np.int64),
        np.array([cut.b if cut else NEVER for cut in found], dtype=np.int64),
    )


def month_ends_of(facts: Facts, columns: Ints) -> list[int]:
    """Per column the local day number of the latest month end on or before it."""
    reviews = facts.reviews
    return [
        day if is_end else day_number(from_day_number(day).replace(day=1) - timedelta(days=1))
        for day, is_end in zip(reviews.days[columns].tolist(), reviews.month_end[columns].tolist(), strict=True)
    ]


def has_tier(tiers: Tiers, wanted: tuple[str, ...]) -> Flags:
    """Cells whose tier is one of `wanted`."""
    return np.isin(tiers, [number for number, tier in enumerate(TIERS) if tier in wanted])
