"""Emotional loyalty (情感忠诚): whether the customer's people like us: recommend us, support us, bring others."""

import numpy as np
from numpy.typing import NDArray

from projections.attitudes import attitudes
from projections.facts import Facts
from projections.loyalty.limits import Points
from projections.loyalty.score import Part, Said, Score, known_mean, score_of, sentence
from projections.persons import at_columns
from projections.section import Months, Section, said
from projections.voices import voices
from projections.windows import Ints, running_sum
from projections.words import Words

Floats = NDArray[np.float64]
RECOMMENDS, REFERRED = "RecommendationScored", "ReferralMade"

UNKNOWN = Words(
    en="Nobody said whether they would recommend us, no attitude is known and there is no referral: "
    "not enough to judge.",
    zh="没有推荐意愿评分，态度未知，也没有转介绍：不足以判断。",
)
NAMES = {
    "recommendation": Words(en="recommendation {recommendation}", zh="推荐意愿 {recommendation}"),
    "attitude": Words(en="attitude of their people {attitude}", zh="人员态度 {attitude}"),
    "referred": Words(en="they refer others to us {referred}", zh="愿意转介绍 {referred}"),
    "referrals": Words(en="referrals +{referrals}", zh="转介绍 +{referrals}"),
}
MISSING = {
    "recommendation": Words(
        en="nobody asked in {months} months whether they would recommend us", zh="{months} 个月内没有询问过推荐意愿"
    ),
    "attitude": Words(en="attitudes of too few people known", zh="已知态度的人员太少"),
}


class Limits(Section):
    """Weights of the base, and the bonus for referrals."""

    recommendation_weight: Points = said(2, "weights of the known parts of the base")
    attitude_weight: Points = said(1, "")
    months: Months = said(24, "recommendations and referrals count for so many months")
    referral: Points = said(10, "bonus for each referral")
    referral_most: Points = said(20, "... at most")
    referrals_alone: Points = said(60, "base where nothing else is known")


def emotional(facts: Facts, columns: Ints) -> Score:
    """At customers x `columns`."""
    limits = facts.policy.scores.of(Limits)
    base = known_mean(
        {
            "recommendation": (
                limits.recommendation_weight,
                10 * voices(facts, RECOMMENDS, limits.months, columns).mean_score(),
            ),
            "attitude": (limits.attitude_weight, 50 + 50 * attitudes(facts, columns).mean),
        }
    )
    many = _referrals(facts, columns, limits)
    alone = np.where(np.isnan(base.value) & (many > 0), limits.referrals_alone, np.nan)
    floor = np.where(np.isnan(base.value), alone, base.value)
    bonus = np.where(many > 0, np.minimum(many * limits.referral, limits.referral_most), np.nan)
    return score_of(
        {
            **base.parts,
            "referred": Part(value=alone, points=alone),
            "referrals": Part(value=bonus, points=np.minimum(bonus, 100 - floor)),
        }
    )


def _referrals(facts: Facts, columns: Ints, limits: Limits) -> Ints:
    """How many count, per customer and column."""
    rows, reviews = facts.history.of(REFERRED), facts.reviews
    start, stop = reviews.seen_from(rows.at), reviews.gone_from(rows.at, limits.months)
    return running_sum((facts.shape[0], len(columns)), rows.c, at_columns(columns, start), at_columns(columns, stop))


def why(facts: Facts, score: Score, customers: Ints) -> list[Said]:
    """Per customer, at the asked-for date."""
    limits, asked = facts.policy.scores.of(Limits), np.array([facts.reviews.asked])
    recommending, stand = voices(facts, RECOMMENDS, limits.months, asked), attitudes(facts, asked)
    referred = facts.history.of(REFERRED)
    recent = referred.where(referred.at > facts.reviews.window(limits.months)[facts.reviews.asked])
    found = []
    for c, places in zip(customers.tolist(), recent.places(customers), strict=True):
        plain = Said(
            words=UNKNOWN,
            numbers=limits.model_dump(),
            evidence=[*recommending.positions(c), *stand.positions(c), *recent.position[places].tolist()],
        )
        known = not np.isnan(score.value[c, -1])
        found.append(sentence(score, c, NAMES, MISSING, plain) if known else plain)
    return found
