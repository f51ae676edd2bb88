"""Whom new events concern, and whom a change of what the whole book says: nobody else has to be judged again.

A merge concerns all that counted or count as the same customer, a revert everybody of whom the import told. The season
reaches a customer's rows through volume_falling alone. Its severity is worked out for the whole book from the orders
table, before and after, at the reviews whose index changed. A cut-off of the tiers may reach everybody's rows.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from projections.journal import LEDGER_STREAM
from projections.merging import UNSWEPT, Swept, SweptLog, swept_by
from projections.parameters import Parameters
from projections.policy import PolicyVersion
from projections.signals.definition import NONE
from projections.signals.volume_falling import severity_of
from projections.views.columns import ViewRow
from projections.views.kept_trade import TradeRows, kept_trade
from projections.volume_limits import VolumeFallingLimits


@dataclass(frozen=True, kw_only=True)
class Change:
    """codes: whose rows may differ after some events, merged ones included, ascending. swept: after them."""

    codes: Sequence[str]
    swept: Swept


def change_of(log: SweptLog, touched: Collection[str], *, after: int, upto: int) -> Change:
    """What the events after a position, up to another, concern. touched: the customers of these events."""
    sweeps = log.sweeps(upto=upto)
    if not sweeps:
        return Change(codes=sorted(touched), swept=UNSWEPT)
    before, now = swept_by([sweep for sweep in sweeps if sweep.position <= after]), swept_by(sweeps)
    codes = set(touched)
    if reverted := now.batches - before.batches:
        codes |= {stream for _, stream in log.brought(reverted, upto=upto)} - {LEDGER_STREAM}
    while (wider := {*before.family(codes), *now.family(codes)}) != codes:
        codes = wider
    return Change(codes=sorted(codes), swept=now)


def changed_days(before: Parameters, after: Parameters) -> set[int]:
    """Local day numbers of the reviews at which an index differs."""
    windows = {*before.season, *after.season}
    then = {(window, day): index for window in windows for day, index in before.season.get(window, {}).items()}
    now = {(window, day): index for window in windows for day, index in after.season.get(window, {}).items()}
    return {day for window, day in then.keys() | now.keys() if then.get((window, day)) != now.get((window, day))}


def judged_differently(
    orders: Sequence[ViewRow], before: Parameters, after: Parameters, *, as_of: int, rules: PolicyVersion
) -> set[str]:
    """The customers whose rows may differ since the season does. orders: of the whole book, as for kept_trade, and
    such that they tell all of these rules.
    """
    kept = kept_trade(TradeRows(orders, ()), as_of=as_of, policy=rules.policy)
    days = changed_days(before, after)
    if kept is None or not days:
        return set()
    reviews = kept.reviews
    columns = np.flatnonzero(reviews.review & np.isin(reviews.days, list(days)))
    found = np.zeros(len(kept.codes), dtype=np.bool_)
    for turn in rules.turns:  # a trend looks at earlier reviews too, under the policy of the later one
        judged = columns[reviews.days[columns] <= turn.until]
        falling = turn.policy.signals.of(VolumeFallingLimits)
        then = severity_of(kept.days, reviews, before, falling, judged)
        now = severity_of(kept.days, reviews, after, falling, judged)
        found |= (then != now).any(axis=1)
        if reviews.asked in judged:
            found |= now[:, -1] > NONE  # it stands as before, and its numbers differ
    return {kept.codes[c] for c in np.flatnonzero(found).tolist()}
