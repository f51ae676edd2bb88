"""Momentum: interrupted, regressing, advancing, stagnant or steady; the first that holds (section 1)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.policy import MomentumPolicy, Policy
from projections.quantities import UNKNOWN, Quantities
from projections.reviews import Reviews
from projections.stage import DEVELOPMENT, INITIAL, STABLE, Path
from projections.windows import Grid, Ints

MOMENTA = ("interrupted", "regressing", "advancing", "stagnant", "steady")
INTERRUPTED, REGRESSING, ADVANCING, STAGNANT, STEADY = range(5)

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Momentum:
    """Grids of customers x asked columns. value: index into MOMENTA. ratio: figure over its value half a year before,
    nan where it is not judged. of_share: the figure is the share (else the purchases). waits_for_wallet: not called
    stagnant only because neither wallet nor evaluation is known.
    """

    value: NDArray[np.int8]
    ratio: Floats
    of_share: Flags
    waits_for_wallet: Flags


def momentum_at(
    columns: Ints, q: Quantities, path: Path, since_days: Ints, tier_counts: Flags, reviews: Reviews, policy: Policy
) -> Momentum:
    """since_days: local day number since when a cell is in its stage; tier_counts: its tier is one that can stagnate
    in stable.
    """
    m = policy.momentum
    ordered = q.days.count[:, columns] > 0
    interrupted = (ordered & ~q.lapse.inside[:, columns]) | q.ended[:, columns]
    ratio, of_share = figure_ratio(columns, q, reviews, m)
    up, down = _recent_step(columns, path, 1, reviews, m), _recent_step(columns, path, -1, reviews, m)
    stage = path.stage[:, columns]
    long = _long_in_stage(columns, stage, since_days, tier_counts, reviews, m)
    waits = long & (stage == INITIAL) & (q.wallet[:, columns] == UNKNOWN) & ~q.evaluated[:, columns]
    working = (stage == DEVELOPMENT) & (q.openings[:, columns] > 0)
    holds = [
        interrupted,
        down | (ratio <= m.falling_ratio),
        up | (ratio >= m.rising_ratio),
        long & ~waits & ~working,
    ]
    value = np.select(holds, [INTERRUPTED, REGRESSING, ADVANCING, STAGNANT], STEADY).astype(np.int8)
    return Momentum(value=value, ratio=ratio, of_share=of_share, waits_for_wallet=waits)


def figure_ratio(columns: Ints, q: Quantities, reviews: Reviews, m: MomentumPolicy) -> tuple[Floats, Flags]:
    """The figure (share, or purchases where the wallet is unknown at either date) over its value look_back_months
    before.

    nan where that value is not above 0, the first order is too young, or the order-days are too few. 9 digits.
    """
    before = reviews.earlier[columns]
    there = (before >= 0)[None, :]
    of_share = there & (q.wallet[:, columns] != UNKNOWN) & (q.wallet[:, before] != UNKNOWN)
    now = np.where(of_share, exact_share(q.purchases, q.wallet, columns), q.purchases[:, columns])
    then = np.where(of_share, exact_share(q.purchases, q.wallet, before), q.purchases[:, before])
    judged = there & (then > 0) & enough_history(columns, q, reviews, m)
    return np.where(judged, ratio_of(now, np.where(judged, then, 1)), np.nan), of_share


def exact_share(purchases: Grid, wallet: Grid, columns: Ints) -> Floats:
    """purchases / wallet, not rounded: a ratio of two rounded shares may miss 0.8 by the rounding of either."""
    estimated = wallet[:, columns]
    return np.where(estimated > 0, purchases[:, columns] / np.where(estimated > 0, estimated, 1), np.nan)


def ratio_of(now: Floats, then: Floats) -> Floats:
    """now / then to 9 digits, so that a ratio that is exactly a threshold compares as equal to it."""
    return np.round(now / then, 9)


def enough_history(columns: Ints, q: Quantities, reviews: Reviews, m: MomentumPolicy) -> Flags:
    """The first order lies first_order_months back and enough order-days lie in order_days_months."""
    days = q.days
    if not len(days.day):
        return np.zeros((len(days.sequence), len(columns)), dtype=np.bool_)
    ordered = days.count[:, columns] > 0
    first_at = days.first_at[np.where(ordered, days.first[:, columns], 0)]
    old = ordered & (first_at <= reviews.window(m.first_order_months)[columns][None, :])
    recent = days.within(reviews.gone_from(days.at, m.order_days_months))[:, columns]
    return old & (recent >= m.order_days)


def _recent_step(columns: Ints, path: Path, direction: int, reviews: Reviews, m: MomentumPolicy) -> Flags:
    """A step in `direction` within look_back_months."""
    taken = np.where(path.step == direction, np.arange(path.step.shape[1])[None, :], -1)
    last = np.maximum.accumulate(taken, axis=1)[:, columns]
    return (last >= 0) & (reviews.moments[last] > reviews.window(m.look_back_months)[columns][None, :])


def _long_in_stage(
    columns: Ints, stage: NDArray[np.int8], since_days: Ints, tier_counts: Flags, reviews: Reviews, m: MomentumPolicy
) -> Flags:
    limits = (
        (DEVELOPMENT, m.stagnant_development_months, np.True_),
        (INITIAL, m.stagnant_initial_months, np.True_),
        (STABLE, m.stagnant_stable_months, tier_counts),
    )
    long = np.zeros(stage.shape, dtype=np.bool_)
    for which, months, applies in limits:
        long |= (stage == which) & applies & (since_days < reviews.window_days(months)[columns][None, :])
    return long
