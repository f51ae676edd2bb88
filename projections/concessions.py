"""Concessions: how many points are in force on each day, and what past ones let the customer expect."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ledger.catalogue.fields import DECIMALS
from projections.contacts import MET
from projections.facts import Facts
from projections.rows import NEVER, Rows, first_closing
from projections.satisfaction_limits import SatisfactionLimits
from projections.windows import Ints

GRANTED, WITHDRAWN = "ConcessionGranted", "ConcessionWithdrawn"
ENDLESS = 2**40
ONE = 10**DECIMALS

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Levels:
    """Stretches of days on which the level stays the same, by customer, then day. first, last: local day numbers, both
    within. points: in force, at most those of the policy; expected: the same where one-off ones count less.
    """

    customer: Ints
    first: Ints
    last: Ints
    points: Floats
    expected: Floats


def read_levels(facts: Facts) -> Levels:
    """The level of every day from the first concession of a customer on."""
    rows, limits = facts.history.of(GRANTED), facts.policy.signals.of(SatisfactionLimits)
    first, last = days_in_force(facts, rows)
    points, one_off = _points(rows, limits), rows.equal("one_off", True)
    expected = np.where(one_off, np.round(points * limits.one_off_part).astype(np.int64), points)
    kept = np.flatnonzero(last >= first)
    customer = np.tile(rows.c[kept], 2)
    day = np.concatenate([first[kept], last[kept] + 1])
    order = np.lexsort((day, customer))
    customer, day = customer[order], day[order]
    closes = np.append((np.diff(customer) != 0) | (np.diff(day) != 0), True)[: len(day)]
    # Every concession ends, if far in the future: the sums of one customer are back at 0 where the next begins.
    level = [np.cumsum(np.concatenate([p[kept], -p[kept]])[order])[closes] for p in (points, expected)]
    customer, day = customer[closes], day[closes]
    until = np.append(np.where(np.diff(customer) == 0, day[1:] - 1, ENDLESS), ENDLESS)[: len(day)]
    return Levels(
        customer=customer,
        first=day,
        last=until,
        points=np.minimum(level[0] / ONE, limits.most_points),
        expected=np.minimum(level[1] / ONE, limits.most_points),
    )


def days_in_force(facts: Facts, rows: Rows) -> tuple[Ints, Ints]:
    """From the grant to the day before the withdrawal, or to `until`; for an order that day, whatever else is said."""
    first = facts.reviews.local_days(rows.at)
    withdrawn_at = first_closing(rows, facts.history.of(WITHDRAWN), "concession_id")
    withdrawn = withdrawn_at != NEVER
    before = np.where(withdrawn, facts.reviews.local_days(np.where(withdrawn, withdrawn_at, 0)) - 1, ENDLESS)
    last = np.minimum(np.minimum(before, rows.days("until")), ENDLESS)
    return first, np.where(rows.known("order_id"), first, last)


def _points(rows: Rows, limits: SatisfactionLimits) -> Ints:
    """Of each concession, in millionths."""
    size, sized = rows.decimals("size", DECIMALS), rows.known("size")
    per_point = np.where(rows.equal("kind", "discount"), limits.discount_percent, limits.terms_days)
    counted = sized & rows.one_of("kind", ("discount", "terms"))
    points: Ints = np.where(counted, np.round(size / per_point), ONE).astype(np.int64)
    return points


def concession_part(facts: Facts, column: int) -> Floats:
    """c(t) - E(t) of each customer on the day of the column, 9 digits; nan where nothing was ever granted."""
    levels, today = facts.once(read_levels), int(facts.reviews.days[column])
    granted, part = facts.history.of(GRANTED), np.full(facts.shape[0], np.nan)
    part[granted.c[facts.reviews.local_days(granted.at) <= today]] = 0.0
    now = (levels.first <= today) & (today <= levels.last)
    part[levels.customer[now]] = levels.points[now]
    expected = np.zeros(facts.shape[0])
    np.maximum.at(expected, levels.customer, _remembered(facts, levels, column))
    return np.round(part - expected, 9)


def _remembered(facts: Facts, levels: Levels, column: int) -> Floats:
    """What each stretch lets expect today: its level, fading since the last day before on which it was enjoyed."""
    today, half_life = int(facts.reviews.days[column]), facts.policy.signals.of(SatisfactionLimits).half_life_days
    last = np.minimum(levels.last, today - 1)
    enjoyed = np.maximum(_last_order_day(facts, levels.customer, last, column), _last_met(facts, levels.customer, last))
    counts = (enjoyed >= levels.first) & (last >= levels.first)
    faded: Floats = np.where(counts, levels.expected * np.exp2(-(today - enjoyed) / half_life), 0.0)
    return faded


def _last_order_day(facts: Facts, customer: Ints, day: Ints, column: int) -> Ints:
    """The last order-day of each customer up to `day`, as the column sees them; -1 without."""
    days = facts.quantities.days
    sequence = days.sequence[customer, column]
    place = days.first_after(sequence, day) - 1
    there = place >= days.start[sequence]
    return np.where(there, days.day[np.where(there, place, 0)], -1) if len(days.day) else np.full(len(day), -1)


def _last_met(facts: Facts, customer: Ints, day: Ints) -> Ints:
    """The last day up to `day` on which somebody was met; -1 without."""
    met = facts.history.of(*MET)
    if not len(met) or not len(day):
        return np.full(len(day), -1)
    met_day = facts.reviews.local_days(met.at)
    lowest = min(int(met_day.min()), int(day.min()))
    span = max(int(met_day.max()), int(day.max())) - lowest + 1
    keys = met.c * span + (met_day - lowest)
    place = np.searchsorted(keys, customer * span + (day - lowest), side="right") - 1
    there = (place >= 0) & (met.c[place] == customer)
    return np.where(there, met_day[place], -1)
