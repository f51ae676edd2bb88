"""The tables of the policy that belong to scores, by name; each stands in the file of its score."""

from projections.drivers import organisational_trust, personal_interest, personal_trust
from projections.drivers.document import DriverLimits
from projections.loyalty import (
    attitudinal,
    behavioural,
    communication,
    emotional,
    retention,
    safeguards,
    switching_cost,
    trade_figures,
)
from projections.loyalty.limits import LoyaltyLimits
from projections.needs import Limits as NeedLimits
from projections.section import Section

SCORE_TABLES: dict[str, type[Section]] = {
    "loyalty": LoyaltyLimits,
    "behavioural": behavioural.Limits,
    "attitudinal": attitudinal.Limits,
    "emotional": emotional.Limits,
    "switching_cost": switching_cost.Limits,
    "retention": retention.Limits,
    "communication": communication.Limits,
    "safeguards": safeguards.SafeguardLimits,
    "trade": trade_figures.Limits,
    "drivers": DriverLimits,
    "organisational_trust": organisational_trust.Limits,
    "personal_interest": personal_interest.Limits,
    "personal_trust": personal_trust.Limits,
    "needs": NeedLimits,
}
