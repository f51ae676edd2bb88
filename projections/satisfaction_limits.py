"""The numbers of satisfaction (section 7): of surveys, of the model that stands in for them, and of the signal."""

from projections.section import Count, Days, Months, Part, Positive, Section, said


class SatisfactionLimits(Section):
    """How perceived and expected are weighed, and which gap between them fires."""

    rises = ("watch", "alert", "crisis")

    survey_months: Months = said(12, "a survey is valid for so long")
    unknown_influence: Part = said(0.3, "what a contact weighs whose influence nobody said")
    watch: Positive = said(0.5, "surveyed, or modelled: perceived is lower than expected by more than this")
    alert: Positive = said(1.5, "")
    alert_dimension: Positive = said(4.0, "... or one dimension by more than this")
    crisis: Positive = said(3.0, "only surveyed")
    discount_percent: Positive = said(5.0, "modelled: so many percent of discount are one point")
    terms_days: Positive = said(15.0, "so many days of longer terms are one point; a service, or any other, is one")
    most_points: Positive = said(5.0, "points in force at once, at most")
    half_life_days: Days = said(182, "what was enjoyed so long ago is half expected")
    one_off_part: Part = said(0.5, "a concession called one-off counts so much in what is expected")
    recent_days: Days = said(90, "deliveries and complaints of so many days")
    usual_days: Days = said(365, "... deliveries against those of so many days before")
    least_deliveries: Count = said(5, "from so many deliveries in each on")
    major_complaint: Positive = said(1.0, "each major or critical complaint, open or unsatisfied")
    minor_complaint: Positive = said(0.25, "each minor one")
