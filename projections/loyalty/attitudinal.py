"""Attitudinal loyalty (意识忠诚): whether the customer means to go on buying, and for how long it is bound."""

import numpy as np

from projections.facts import Facts
from projections.loyalty.contract_left import DAYS_A_MONTH, contracts_in_force, days_left
from projections.loyalty.limits import Points
from projections.loyalty.score import Part, Said, Score, known_mean, score_of, sentence
from projections.section import Months, Section, said
from projections.voices import Voices, voices
from projections.windows import Ints
from projections.words import Words

INTENT = "RepurchaseIntentStated"

UNKNOWN = Words(
    en="No stated intent and no contract: not enough to judge.", zh="没有表明意向，也没有合同：不足以判断。"
)
NAMES = {
    "intent": Words(en="stated intent {intent}", zh="表明的意向 {intent}"),
    "horizon": Words(en="length of the contract {horizon}", zh="合同期限 {horizon}"),
}
MISSING = {
    "intent": Words(
        en="nobody asked in {intent_months} months whether they will go on buying",
        zh="{intent_months} 个月内没有询问过是否继续采购",
    ),
    "horizon": Words(en="no contract in force", zh="没有有效合同"),
}


class Limits(Section):
    """Weights, and what counts as full."""

    intent_weight: Points = said(70, "weights of the known parts")
    horizon_weight: Points = said(30, "")
    intent_months: Months = said(12, "a stated intent counts for so many months")
    horizon_months: Months = said(24, "a contract that runs so long is full")
    horizon_alone: Points = said(60, "at most, without a stated intent")


def attitudinal(facts: Facts, columns: Ints) -> Score:
    """At customers x `columns`."""
    limits = facts.policy.scores.of(Limits)
    months = np.round(100 * np.minimum(1, days_left(facts, columns) / DAYS_A_MONTH / limits.horizon_months), 9)
    score = known_mean(
        {
            "intent": (limits.intent_weight, 10 * _intents(facts, columns).mean_score()),
            "horizon": (limits.horizon_weight, months),
        }
    )
    horizon = score.parts["horizon"]
    alone = np.isnan(score.parts["intent"].value)
    points = np.where(alone, np.minimum(horizon.points, limits.horizon_alone), horizon.points)
    return score_of({**score.parts, "horizon": Part(value=horizon.value, points=points)})


def _intents(facts: Facts, columns: Ints) -> Voices:
    return voices(facts, INTENT, facts.policy.scores.of(Limits).intent_months, columns)


def why(facts: Facts, score: Score, customers: Ints) -> list[Said]:
    """Per customer, at the asked-for date."""
    asked, numbers = np.array([facts.reviews.asked]), facts.policy.scores.of(Limits).model_dump()
    said, contracts = _intents(facts, asked), contracts_in_force(facts, customers, facts.reviews.asked)
    found = []
    for c in customers.tolist():
        plain = Said(words=UNKNOWN, numbers=numbers, evidence=[*said.positions(c), *contracts[c]])
        known = not np.isnan(score.value[c, -1])
        found.append(sentence(score, c, NAMES, MISSING, plain) if known else plain)
    return found
