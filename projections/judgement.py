"""The judgement: stage, momentum, signals and status of customers, at the asked-for review or at all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from projections.facts import Facts
from projections.interruption import interrupted_since
from projections.momentum import INTERRUPTED, Momentum, momentum_at
from projections.risk import status_at
from projections.signals import all_signals
from projections.signals.definition import ALERT, CRISIS, NONE, WATCH, Severity, Signal
from projections.stage import INITIAL, NOT_YET
from projections.stage_since import since_days
from projections.tier import Tiers, has_tier, tier_at
from projections.windows import Grid, Ints

QUALITY = "quality"


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """Grids of customers x `columns`; a cell before the customer's first review has stage NOT_YET and means nothing.

    since_days: local day number of the entry into the stage. tier: index into tier.TIERS. interrupted_since:
    local day number (interruption.py). severities: per signal name. status: index into risk.STATUSES.
    """

    facts: Facts
    columns: Ints
    since_days: Grid
    tier: Tiers
    momentum: Momentum
    interrupted_since: Grid
    severities: dict[str, Severity]
    status: NDArray[np.int8]


def judge_facts(facts: Facts, *, every_review: bool = False) -> Judgement:
    """Judge at the asked-for review, or at every review up to it, each by the policy in force at it. For equal
    parameters the rows of a customer do not depend on which others stand beside it.
    """
    columns = facts.reviews.review_columns if every_review else np.array([facts.reviews.asked])
    severities, crisis_before = _signals(facts, columns)
    found = [
        _judged(
            one,
            columns[places],
            {name: grid[:, places] for name, grid in severities.items()},
            crisis_before[:, places],
        )
        for places, one in facts.in_turn(columns)
    ]
    return found[0] if len(found) == 1 else _joined(facts, columns, severities, found)


def _judged(
    facts: Facts, columns: Ints, severities: dict[str, Severity], crisis_before: NDArray[np.bool_]
) -> Judgement:
    """By one policy."""
    policy = facts.policy
    since = since_days(facts, columns)
    tier = tier_at(facts, columns)
    stagnating = has_tier(tier, policy.momentum.stagnant_stable_tiers)
    momentum = momentum_at(columns, facts.quantities, facts.path, since, stagnating, facts.reviews, policy)
    interrupted = momentum.value == INTERRUPTED
    begun = interrupted_since(facts, columns, interrupted)
    status = status_at(columns, facts, severities, crisis_before, interrupted, begun, has_tier(tier, ("A", "B")))
    return Judgement(
        facts=facts,
        columns=columns,
        since_days=since,
        tier=tier,
        momentum=momentum,
        interrupted_since=begun,
        severities=severities,
        status=status,
    )


def _joined(facts: Facts, columns: Ints, severities: dict[str, Severity], found: list[Judgement]) -> Judgement:
    """What several policies judged, one after the other, as one judgement."""

    def one(grids: Iterable[NDArray[Any]]) -> NDArray[Any]:
        return np.concatenate(list(grids), axis=1)

    momenta = [vars(each.momentum) for each in found]
    return Judgement(
        facts=facts,
        columns=columns,
        since_days=one(each.since_days for each in found),
        tier=one(each.tier for each in found),
        momentum=Momentum(**{name: one(each[name] for each in momenta) for name in momenta[0]}),
        interrupted_since=one(each.interrupted_since for each in found),
        severities=severities,
        status=one(each.status for each in found),
    )


def _signals(facts: Facts, columns: Ints) -> tuple[dict[str, Severity], NDArray[np.bool_]]:
    """Severities at the columns, and whether a counted signal was a crisis at the month-end review before each."""
    before = facts.reviews.month_end_before[columns]
    needed = np.unique(np.concatenate([columns, before[before >= 0]]))
    begun = facts.path.stage[:, needed] != NOT_YET
    all_severities = {
        s.name: np.where(begun, facts.judged(needed, partial(_on_probation, s)), NONE).astype(np.int8)
        for s in all_signals()
    }
    place = np.searchsorted(needed, columns)
    crises = np.any([all_severities[s.name] == CRISIS for s in all_signals() if s.counted], axis=0)
    earlier = np.where(before >= 0, np.searchsorted(needed, before), 0)
    crisis_before = crises[:, earlier] & (before >= 0)[None, :]
    return {name: grid[:, place] for name, grid in all_severities.items()}, crisis_before


def _on_probation(signal: Signal, facts: Facts, columns: Ints) -> Severity:
    """The signal's severity; in the initial stage, where they are testing us, a watch over quality is an alert."""
    level = signal.severity(facts, columns)
    if signal.group != QUALITY:
        return level
    tested = facts.path.stage[:, columns] == INITIAL
    return np.where(tested & (level == WATCH), ALERT, level).astype(np.int8)
