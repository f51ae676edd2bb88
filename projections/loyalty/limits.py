"""The numbers that make one judgement of the scores of loyalty: trend, type, and the mean of the attitude."""

from typing import Annotated

from pydantic import Field

from projections.section import Days, Section, said

Points = Annotated[float, Field(ge=0, le=100)]


class LoyaltyLimits(Section):
    """Trend, attitude and type."""

    trend_days: Days = said(182, "every score is compared with itself so many days before")
    trend_change: Points = said(5, "up or down from so many points on, else flat")
    high: Points = said(65, "behavioural loyalty and attitude count as high from here on")
    rival_preferred_most: Points = said(60, "attitude at most, while they prefer a rival")
