"""Loyalty judged at some columns: the three scores, the attitude, and the type they make."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.facts import Facts
from projections.figures import whole_numbers
from projections.loyalty import attitude
from projections.loyalty.attitude import TYPES, type_at
from projections.loyalty.attitudinal import attitudinal
from projections.loyalty.behavioural import behavioural
from projections.loyalty.emotional import emotional
from projections.loyalty.limits import LoyaltyLimits
from projections.loyalty.score import TREND_COLUMNS, Floats, Score
from projections.windows import Ints

TRENDS = {1: "up", 0: "flat", -1: "down"}


@dataclass(frozen=True, kw_only=True)
class Loyalty:
    """Scores of customers x columns, by name; type: index into TYPES."""

    scores: dict[str, Score]
    type: NDArray[np.int8]

    def shown(self, customers: Ints, places: Ints) -> dict[str, list[object]]:
        """What the history shows of some cells, by name: HISTORY, None where a score is unknown, and type."""
        known = {name: list[object](whole_numbers(self.scores[name].value[customers, places])) for name in HISTORY}
        return {**known, "type": [TYPES[number] for number in self.type[customers, places].tolist()]}


HISTORY = ("behavioural", "attitudinal", "emotional")


def loyalty_at(facts: Facts, columns: Ints) -> Loyalty:
    """columns: ascending."""
    does, intends, feels = behavioural(facts, columns), attitudinal(facts, columns), emotional(facts, columns)
    stands = attitude.attitude(facts, columns, intends, feels)
    return Loyalty(
        scores={"behavioural": does, "attitudinal": intends, "emotional": feels, "attitude": stands},
        type=type_at(facts, does, stands),
    )


def trends(facts: Facts, value: Floats) -> list[str | None]:
    """Per customer, against the first of two columns; None where either is unknown or there is none."""
    if value.shape[1] < TREND_COLUMNS:
        return [None] * len(value)
    change, least = np.round(value[:, -1] - value[:, 0], 9), facts.policy.scores.of(LoyaltyLimits).trend_change
    signs = ((change >= least) * 1 - (change <= -least)).tolist()
    return [TRENDS[sign] if known else None for sign, known in zip(signs, (~np.isnan(change)).tolist(), strict=True)]


def columns_of_trend(facts: Facts) -> Ints:
    """The asked-for column, after the one trends compare it with where there is one."""
    asked, before = facts.reviews.asked, facts.reviews.before_asked
    return np.array([before, asked] if before >= 0 else [asked])
