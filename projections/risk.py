"""The risk status: lost, rescue, control, prevention; the first that holds (section 9)."""

import numpy as np
from numpy.typing import NDArray

from ledger.catalogue import CATALOGUE
from projections.calendar import day_months_before, day_number, local
from projections.facts import Facts
from projections.interruption import NEVER
from projections.quantities import latest_row
from projections.signals import all_signals
from projections.signals.definition import ALERT, CRISIS, WATCH, Severity
from projections.stage import DEVELOPMENT, STABLE
from projections.windows import Grid, Ints

RESUMED = "RelationshipResumed"
STATUSES = (None, "prevention", "control", "rescue", "lost")
UNJUDGED, PREVENTION, CONTROL, RESCUE, LOST = range(5)

# Events of this group alone do not make a relationship to judge.
FILE_TYPES = [kind.name for kind in CATALOGUE.values() if kind.group == "file"]

Flags = NDArray[np.bool_]


def status_at(
    columns: Ints,
    facts: Facts,
    severities: dict[str, Severity],
    crisis_before: Flags,
    interrupted: Flags,
    since: Grid,
    tier_a_or_b: Flags,
) -> NDArray[np.int8]:
    """Index into STATUSES per cell. severities and crisis_before (a crisis at the month end before): customers x
    columns.
    """
    q, policy = facts.quantities, facts.policy.risk
    counted = {s.name: severities[s.name] for s in all_signals() if s.counted}
    nothing = np.zeros(interrupted.shape, dtype=np.int8)
    worst = np.maximum.reduce([nothing, *counted.values()])
    order_days = q.days.count[:, columns]
    ended, by_us = q.ended[:, columns], _ended_by_us(facts, columns)
    worth_saving = (facts.path.peak[:, columns] >= STABLE) | (order_days >= policy.rescue_order_days) | tier_a_or_b
    spared = (facts.path.stage[:, columns] == DEVELOPMENT) & (order_days == 0)
    rescue = (worst == CRISIS) | ended | (interrupted & worth_saving)
    control = (worst == ALERT) | _watched_widely(facts, counted, nothing) | interrupted | crisis_before
    holds = [
        ~_active(facts)[:, columns],
        by_us | _given_up(facts, columns) | (interrupted & _long_ago(facts, columns, since)),
        rescue & ~spared,
        control & ~spared,
    ]
    return np.select(holds, [UNJUDGED, LOST, RESCUE, CONTROL], PREVENTION).astype(np.int8)


def _active(facts: Facts) -> Flags:
    """Cells that have seen any event beyond the customer's file."""
    return latest_row(facts.shape, facts.history.but(*FILE_TYPES), facts.reviews) >= 0


def _ended_by_us(facts: Facts, columns: Ints) -> Flags:
    q, ends = facts.quantities, facts.history.of("RelationshipEnded")
    ours = np.zeros(len(facts.history.events) + 1, dtype=np.bool_)
    ours[ends.row] = ends.equal("by", "us")
    by_us: Flags = q.ended[:, columns] & ours[q.last_end[:, columns]]
    return by_us


def _given_up(facts: Facts, columns: Ints) -> Flags:
    """A RecoveryClosed says given_up, and neither an order nor a RelationshipResumed came after it."""
    closings = facts.history.of("RecoveryClosed")
    closed = latest_row(facts.shape, closings.where(closings.equal("result", "given_up")), facts.reviews)
    resumed = latest_row(facts.shape, facts.history.of(RESUMED), facts.reviews)
    gone: Flags = closed > np.maximum(resumed, facts.quantities.last_order)
    return gone[:, columns]


def _long_ago(facts: Facts, columns: Ints, since: Grid) -> Flags:
    """Interrupted for lost_months or more, and not resumed once it had been so long."""
    months, zone = facts.policy.risk.lost_months, facts.reviews.zone
    resumptions = facts.history.of(RESUMED)
    resumed = latest_row(facts.shape, resumptions, facts.reviews)[:, columns]
    too_late = np.full(len(facts.history.events) + 1, np.iinfo(np.int64).min)
    for row, at in zip(resumptions.row.tolist(), resumptions.at.tolist(), strict=True):
        too_late[row] = day_number(day_months_before(local(at, zone).date(), months, keep_month_end=True))
    long_enough = since <= facts.reviews.window_days(months)[columns][None, :]
    flags: Flags = (since != NEVER) & long_enough & (since > too_late[resumed])
    return flags


def _watched_widely(facts: Facts, counted: dict[str, Severity], nothing: Severity) -> Flags:
    groups = {s.group for s in all_signals() if s.counted}
    watched = [
        np.any([counted[s.name] == WATCH for s in all_signals() if s.counted and s.group == group], axis=0)
        for group in sorted(groups)
    ]
    return np.sum(watched, axis=0) >= facts.policy.risk.control_watch_groups if watched else nothing > 0
