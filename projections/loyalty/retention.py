"""Retention: whether the customer is happy to stay, and whether leaving would be painful."""

from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from projections.facts import Facts
from projections.loyalty.limits import LoyaltyLimits, Points
from projections.loyalty.satisfaction import modelled_now, surveyed_now
from projections.loyalty.score import Floats
from projections.section import Section, said

Gap = Annotated[float, Field(ge=-10, le=10)]  # surveys go from 0 to 10
RETENTIONS = ("leaving", "captive", "free", "anchored", None)
UNKNOWN = 4


class Limits(Section):
    """When a customer is happy, and when bound."""

    happy_index: Points = said(70, "happy: a surveyed satisfaction from here on")
    happy_gap: Gap = said(-0.5, "... without a survey a modelled gap from here on; without either, a high attitude")
    bound: Points = said(30, "bound: a switching cost from here on")


def retention(facts: Facts, attitude: Floats, cost: Floats) -> NDArray[np.int8]:
    """Index into RETENTIONS per customer at the asked-for date; attitude, cost: likewise, nan where unknown."""
    limits = facts.policy.scores.of(Limits)
    index, gap = facts.once(surveyed_now).index, facts.once(modelled_now).gap
    high = facts.policy.scores.of(LoyaltyLimits).high
    judged = [~np.isnan(index), ~np.isnan(gap), ~np.isnan(attitude)]
    happy = np.select(judged, [index >= limits.happy_index, gap >= limits.happy_gap, attitude >= high], False)
    kind = happy * 2 + (cost >= limits.bound)
    return np.where(np.any(judged, axis=0), kind, UNKNOWN).astype(np.int8)
