"""Satisfaction as modelled where nobody was asked: concessions, deliveries and complaints (section 7)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.complaints import troubles
from projections.concessions import GRANTED, concession_part
from projections.deliveries import read_deliveries
from projections.facts import Facts
from projections.satisfaction_limits import SatisfactionLimits
from projections.windows import Ints

Floats = NDArray[np.float64]
MOST = 10.0


@dataclass(frozen=True, kw_only=True)
class Modelled:
    """Per customer at one column, 9 digits, nan where not known. gap: the sum of the known parts, from -10 to 10."""

    concessions: Floats
    deliveries: Floats
    complaints: Floats

    @property
    def gap(self) -> Floats:
        parts = np.stack([self.concessions, self.deliveries, self.complaints])
        known = ~np.isnan(parts)
        total = np.where(known, parts, 0.0).sum(axis=0)
        gap: Floats = np.where(known.any(axis=0), np.clip(np.round(total, 9), -MOST, MOST), np.nan)
        return gap


def modelled(facts: Facts, column: int) -> Modelled:
    """The parts at a column."""
    return facts.once_at(_modelled_at, np.array([column]))


def _modelled_at(facts: Facts, columns: Ints) -> Modelled:
    """At the one column."""
    column = int(columns[0])
    unknown = np.full(facts.shape[0], np.nan)
    return Modelled(
        concessions=concession_part(facts, column) if len(facts.history.of(GRANTED)) else unknown,
        deliveries=_delivery_part(facts, column),
        complaints=_complaint_part(facts, column),
    )


def _delivery_part(facts: Facts, column: int) -> Floats:
    """Ten times by how much more is on time than usual."""
    limits, today = facts.policy.signals.of(SatisfactionLimits), int(facts.reviews.days[column])
    recent = today - limits.recent_days
    now, now_known = _on_time(facts, column, recent, today)
    usual, usual_known = _on_time(facts, column, recent - limits.usual_days, recent)
    return np.where(now_known & usual_known, np.round(MOST * (now - usual), 9), np.nan)


def _on_time(facts: Facts, column: int, after: int, upto: int) -> tuple[Floats, NDArray[np.bool_]]:
    """The part of what was due after one day, up to another, that was not late; and whether it was enough to judge."""
    found, limits = facts.once(read_deliveries), facts.policy.signals.of(SatisfactionLimits)
    counts = (found.start <= column) & (column < found.stop) & (found.due > after) & (found.due <= upto)
    customer = facts.quantities.orders.customer[found.order]
    due = np.bincount(customer[counts], minlength=facts.shape[0])
    late = np.bincount(customer[counts & found.late], minlength=facts.shape[0])
    return 1 - late / np.maximum(due, 1), due >= limits.least_deliveries


def _complaint_part(facts: Facts, column: int) -> Floats:
    """Less for each recent complaint that is open or did not end well; unknown to who never complained."""
    limits, found = facts.policy.signals.of(SatisfactionLimits), facts.once(troubles)
    counts = recent_troubles(facts, column)
    many = [
        np.bincount(found.customer[counts & which], minlength=facts.shape[0]) for which in (~found.minor, found.minor)
    ]
    part = np.round(-(limits.major_complaint * many[0] + limits.minor_complaint * many[1]), 9)
    ever = np.bincount(found.customer[found.raised_at <= facts.reviews.moments[column]], minlength=facts.shape[0]) > 0
    return np.where(ever, part, np.nan)


def recent_troubles(facts: Facts, column: int) -> NDArray[np.bool_]:
    """Which of them count at the column."""
    found, moment = facts.once(troubles), facts.reviews.moments[column]
    recent = facts.policy.signals.of(SatisfactionLimits).recent_days
    age = facts.reviews.days[column] - facts.reviews.local_days(found.raised_at)
    flags: NDArray[np.bool_] = (found.begin <= moment) & (moment < found.end) & (age < recent)
    return flags


def late_orders(facts: Facts, column: int) -> Ints:
    """Places of the recent orders that were late."""
    found, limits = facts.once(read_deliveries), facts.policy.signals.of(SatisfactionLimits)
    counts = (found.start <= column) & (column < found.stop) & found.late
    late: Ints = found.order[counts & (found.due > facts.reviews.days[column] - limits.recent_days)]
    return late
