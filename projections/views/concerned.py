"""Whom a change of what the whole book says concerns: nobody else has to be judged again.

The season reaches a customer's rows through volume_falling alone. Its severity is worked out for the whole book from
the orders table, before and after, at the reviews whose index changed.
"""

from collections.abc import Sequence

import numpy as np

from projections.parameters import Parameters
from projections.policy import Policy
from projections.signals.definition import NONE
from projections.signals.volume_falling import severity_of
from projections.views.columns import ViewRow
from projections.views.orders_table import kept_orders
from projections.volume_limits import VolumeFallingLimits


def changed_days(before: Parameters, after: Parameters) -> set[int]:
    """Local day numbers of the reviews at which an index differs."""
    windows = {*before.season, *after.season}
    then = {(window, day): index for window in windows for day, index in before.season.get(window, {}).items()}
    now = {(window, day): index for window in windows for day, index in after.season.get(window, {}).items()}
    return {day for window, day in then.keys() | now.keys() if then.get((window, day)) != now.get((window, day))}


def concerned(
    orders: Sequence[ViewRow], before: Parameters, after: Parameters, *, as_of: int, policy: Policy
) -> set[str]:
    """The customers whose rows may differ. orders: of the whole book, all rows of the table."""
    kept = kept_orders(orders, as_of=as_of, policy=policy)
    days = changed_days(before, after)
    if kept is None or not days:
        return set()
    reviews = kept.reviews
    columns = np.flatnonzero(reviews.review & np.isin(reviews.days, list(days)))
    falling = policy.signals.of(VolumeFallingLimits)
    then = severity_of(kept.days, reviews, before, falling, columns)
    now = severity_of(kept.days, reviews, after, falling, columns)
    found = (then != now).any(axis=1)
    if reviews.asked in columns:
        found |= now[:, -1] > NONE  # it stands as before, and its numbers differ
    return {kept.codes[c] for c in np.flatnonzero(found).tolist()}
