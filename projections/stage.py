"""The stage path: development, initial, stable, strategic; at most one step per review, down before up (section 1)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.policy import StagePolicy
from projections.quantities import UNKNOWN, Quantities
from projections.reviews import Reviews
from projections.windows import Ints

STAGES = ("development", "initial", "stable", "strategic")
DEVELOPMENT, INITIAL, STABLE, STRATEGIC = range(4)
NOT_YET = -1

Flags = NDArray[np.bool_]
Small = NDArray[np.int8]


@dataclass(frozen=True, kw_only=True)
class Path:
    """Grids of customers x columns. stage: index into STAGES, NOT_YET before the first review. step: +1, 0, -1.

    since: the column of the review that took the step into the stage, -1 for the start in development. peak: highest
    stage so far.
    """

    stage: Small
    step: Small
    since: NDArray[np.int64]
    peak: Small


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """The conditions of the table of steps, per cell."""

    enter_initial: Flags
    enter_stable: Flags
    enter_strategic: Flags
    leave_strategic: Flags
    leave_stable: Flags
    leave_initial: Flags


def conditions(q: Quantities, policy: StagePolicy) -> Conditions:
    unknown = q.wallet == UNKNOWN
    no_orders = ~q.lapse.inside | q.ended
    main_supplier = (q.share >= policy.enter_stable_share) | (unknown & q.ranked_first)
    met_enough = (q.departments >= policy.enter_stable_departments) | (q.owner_managed & q.executive_met)
    below = (q.share < policy.leave_stable_share) | (unknown & q.evaluated & ~q.ranked_first)
    leave_stable = below | no_orders
    return Conditions(
        enter_initial=q.lapse.inside & (q.last_order > q.last_end),
        enter_stable=main_supplier & met_enough,
        enter_strategic=~leave_stable & q.lock_in & (q.meetings_enter > 0),
        leave_strategic=~q.lock_in | (q.share < policy.leave_strategic_share) | (q.meetings_leave == 0) | no_orders,
        leave_stable=leave_stable,
        leave_initial=no_orders,
    )


def walk(q: Quantities, reviews: Reviews, policy: StagePolicy) -> Path:
    """Step through the reviews, all customers at once."""
    return walked(conditions(q, policy), q.first, reviews, [policy.settling_days] * len(reviews.moments))


def in_turn(versions: Sequence[Conditions], which: Ints) -> Conditions:
    """Each column as the version that judges it has it; which: its place among `versions`, per column."""
    each = [vars(one) for one in versions]
    return Conditions(**{name: np.choose(which[None, :], [one[name] for one in each]) for name in each[0]})


def walked(c: Conditions, first: Ints, reviews: Reviews, settling_days: Sequence[int]) -> Path:
    """The path that follows from the conditions. first: per customer its first column; settling_days: per column."""
    customers, columns = c.enter_initial.shape
    no = np.zeros((customers, columns), dtype=np.bool_)
    up = np.stack([c.enter_initial, c.enter_stable, c.enter_strategic, no])
    down = np.stack([no, c.leave_initial, c.leave_stable, c.leave_strategic])
    stage, step = np.full((customers, columns), NOT_YET, np.int8), np.zeros((customers, columns), np.int8)
    since, peak = np.full((customers, columns), -1), np.full((customers, columns), NOT_YET, np.int8)
    now = np.zeros(customers, dtype=np.int8)
    entered = np.full(customers, -1)
    highest = np.zeros(customers, dtype=np.int8)
    each = np.arange(customers)
    for column in range(columns):
        begun = first <= column
        if reviews.review[column]:
            may = begun & ~_settling(reviews, column, step, settling_days[column])
            falls = down[now, each, column] & may
            rises = up[now, each, column] & may & ~falls
            change = rises.astype(np.int8) - falls.astype(np.int8)
            now = now + change
            entered = np.where(change != 0, column, entered)
            highest = np.maximum(highest, now)
            step[:, column] = change
        stage[:, column] = np.where(begun, now, NOT_YET)
        since[:, column] = entered
        peak[:, column] = np.where(begun, highest, NOT_YET)
    return Path(stage=stage, step=step, since=since, peak=peak)


def _settling(reviews: Reviews, column: int, step: Small, days: int) -> Flags | np.bool_:
    """Customers that may take no step at a date that is no month end, since the month end just before took one."""
    before = reviews.month_end_before[column]
    if reviews.month_end[column] or before < 0 or reviews.days[column] - reviews.days[before] >= days:
        return np.False_
    took: Flags = step[:, before] != 0
    return took
