"""The `drivers` of the standing: four scores, the weakest of them, and what the way they were won asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from projections.drivers import organisational_interest, organisational_trust, personal_interest, personal_trust
from projections.facts import Facts
from projections.loyalty.judged import columns_of_trend, trends
from projections.loyalty.limits import Points
from projections.loyalty.score import Row, Score, shown
from projections.section import Section, said
from projections.windows import Ints
from projections.words import Language, Words

WEAKEST = Words(
    en="Weakest is {weakest:term} with {value} of 100.", zh="最弱的是{weakest:term}，100 分中得 {value} 分。"
)
NOTHING = Words(en="No driver is known: not enough to judge.", zh="没有已知的驱动因素：不足以判断。")
WON = {
    "price": Words(en=" Won by price alone: serve the interest of persons.", zh="仅凭价格赢得：应满足个人利益。"),
    "brand": Words(en=" Won by brand alone: build the trust of persons.", zh="仅凭品牌赢得：应建立个人信任。"),
}
ASK = Words(en="ask for what would tell of {driver:term}", zh="需了解{driver:term}")
SCORES = {
    "organisational_interest": organisational_interest.organisational_interest,
    "organisational_trust": organisational_trust.organisational_trust,
    "personal_interest": personal_interest.personal_interest,
    "personal_trust": personal_trust.personal_trust,
}
WHY = {
    "organisational_interest": organisational_interest.why,
    "organisational_trust": organisational_trust.why,
    "personal_interest": personal_interest.why,
    "personal_trust": personal_trust.why,
}
SERVES = {"price": "personal_interest", "brand": "personal_trust"}


class DriverLimits(Section):
    """When a driver carries the relationship."""

    high: Points = said(
        65, "a driver is high from here on: high in one row of the organisation alone asks for its persons"
    )


@dataclass(frozen=True, kw_only=True)
class Drivers:
    """The four scores by name, at the columns of the trend."""

    scores: Mapping[str, Score]

    def values(self, customer: int) -> dict[str, float | None]:
        """At the asked-for date; None where unknown."""
        found = {name: float(score.value[customer, -1]) for name, score in self.scores.items()}
        return {name: None if np.isnan(value) else value for name, value in found.items()}


def drivers(facts: Facts) -> Drivers:
    columns = columns_of_trend(facts)
    return Drivers(scores={name: score(facts, columns) for name, score in SCORES.items()})


def weakest(values: Mapping[str, float | None]) -> str | None:
    """The lowest known one, the first of equals."""
    known = {name: value for name, value in values.items() if value is not None}
    return min(known, key=lambda name: known[name]) if known else None


def won_by(values: Mapping[str, float | None], high: float) -> str | None:
    """price or brand, where the organisation has its interest, or its trust, high and the other not; nothing to do
    where its persons are served in that row already.
    """
    reached = {name: value is not None and value >= high for name, value in values.items()}
    price, brand = reached["organisational_interest"], reached["organisational_trust"]
    won = None if price == brand else "price" if price else "brand"
    return None if won is None or reached[SERVES[won]] else won


def driver_documents(facts: Facts, customers: Ints, language: Language = "en") -> list[dict[str, Any]]:
    """In the order of `customers`, at the asked-for date."""
    found, high = facts.once(drivers), facts.policy.scores.of(DriverLimits).high
    said = {name: why(facts, found.scores[name], customers) for name, why in WHY.items()}
    moves = {name: trends(facts, score.value) for name, score in found.scores.items()}
    rows = []
    for place, c in enumerate(customers.tolist()):
        each: dict[str, Row] = {
            name: shown(score, c, said[name][place], moves[name][c], language) for name, score in found.scores.items()
        }
        rows.append({**each, **_together(found.values(c), each, high, language)})
    return rows


def _together(values: Mapping[str, float | None], each: Mapping[str, Row], high: float, language: Language) -> Row:
    low, won = weakest(values), won_by(values, high)
    words = NOTHING if low is None else WEAKEST
    words = words if won is None else words + WON[won]
    return {
        "weakest": low,
        "won_by": won,
        "serve": None if won is None else SERVES[won],
        "reason": words.said({"weakest": low, "value": None if low is None else each[low]["value"]}, language),
        "absences": [ASK.said({"driver": name}, language) for name, value in values.items() if value is None],
    }
