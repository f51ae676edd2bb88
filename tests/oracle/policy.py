"""The numbers of the model, each under a name of its own; a test may replace any of them."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

Policy = Mapping[str, Any]

DEFAULTS: Policy = {
    "purchases_months": 12,
    "departments_months": 12,
    "department_aliases": {},
    # lapse window
    "lapse_months": 12,
    "lapse_order_days": 3,
    "lapse_history_months": 60,
    "lapse_gap_factor": 2,
    "lapse_limit_months": 36,
    # lock-in
    "open_ended_binding_months": 36,
    "binding_alone": ("strategic_agreement", "equity"),
    "bindings_together": ("joint_project", "joint_development", "joint_quality", "staff_exchange"),
    "kinds_together": 2,
    # steps
    "stable_enter_share": Fraction(50, 100),
    "stable_leave_share": Fraction(40, 100),
    "strategic_leave_share": Fraction(30, 100),
    "stable_departments": 2,
    "evaluation_months": 18,
    "executive_met_months": 12,
    "executive_enter_months": 12,
    "executive_leave_months": 18,
    "asked_review_rest_days": 28,
    # momentum
    "momentum_months": 6,
    "regressing_ratio": Fraction(8, 10),
    "advancing_ratio": Fraction(12, 10),
    "ratio_first_order_months": 18,
    "ratio_order_days": 4,
    "ratio_order_days_months": 24,
    "stagnant_months": {"development": 12, "initial": 18, "stable": 36},
    "stagnant_tiers": ("A", "B"),
    "tier_months": 24,
    "reporting_currency": "EUR",
    "a_part": Fraction(80, 100),
    "b_part": Fraction(95, 100),
    "potential_share": Fraction(50, 100),
    # rhythm
    "half_life_days": 182,
    "forgotten_half_lives": 24,
    "r": 0.8,
    "alpha_days": 60,
    "a": 0.5,
    "b": 2.5,
    "lapse_days": 180,
    "rhythm_from_orders": 3,
    "overdue_watch": 0.20,
    "overdue_alert": 0.05,
    "overdue_crisis": 0.01,
    "overdue_alert_rule": 0.5,
    # volume_falling
    "volume_watch_days": 84,
    "volume_alert_days": 168,
    "volume_reference_days": 336,
    "volume_watch_fall": 0.15,
    "volume_alert_fall": 0.30,
    "volume_crisis_fall": 0.60,
    "volume_limit_z": -2.1,
    "volume_min_expected": 5,
    # complaint_open
    "complaint_deadline_days": {"minor": Fraction(14), "major": Fraction(7), "critical": Fraction(36, 24)},
    "complaint_watch_days_left": 2,
    "complaint_crisis_deadlines": 2,
    "complaint_reopened_part": Fraction(1, 2),
    # contact_silence
    "contact_rhythm_days": {"A": 30, "B": 60, "C": 120, None: 60},
    "contact_watch": 2,
    "contact_alert": 4,
    "contact_crisis": 8,
    # competitor_active
    "rival_days": 90,
    "rival_order_won_days": 365,
    # risk
    "watch_groups": 3,
    "lost_months": 24,
    "rescue_order_days": 3,
    "rescue_tiers": ("A", "B"),
}
