"""The numbers by which attitudes are averaged (section 3)."""

from projections.policy import Count, Months, Part, Section, said


class PeopleLimits(Section):
    """From when on the attitude mean is known."""

    attitude_months: Months = said(12, "an observed attitude counts for so many months")
    attitude_observed: Count = said(2, "the mean is known from so many people observed")
    attitude_influence: Part = said(0.5, "... or from so much of the influence of those present")
