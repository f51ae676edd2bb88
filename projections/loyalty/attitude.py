"""The attitude towards us, and the type of loyalty it makes together with what the customer does (Dick, Basu 1994)."""

import numpy as np
from numpy.typing import NDArray

from projections.facts import Facts
from projections.loyalty.limits import LoyaltyLimits
from projections.loyalty.score import Part, Said, Score, known_mean, score_of, sentence
from projections.surveys import SURVEYED, read_surveys, surveyed
from projections.windows import Ints
from projections.words import Words

Floats = NDArray[np.float64]

TYPES = ("none", "spurious", "latent", "true", None)
UNKNOWN_TYPE = 4

UNKNOWN = Words(
    en="Neither what they intend nor what they feel is known: not enough to judge.", zh="意向与情感均未知：不足以判断。"
)
NAMES = {
    "attitudinal": Words(en="attitudinal {attitudinal}", zh="意识忠诚 {attitudinal}"),
    "emotional": Words(en="emotional {emotional}", zh="情感忠诚 {emotional}"),
    "rival_preferred": Words(
        en="at most {rival_preferred_most:g} while they prefer a rival",
        zh="偏好竞争对手时最多 {rival_preferred_most:g}",
    ),
}
MISSING = {
    "attitudinal": Words(en="no stated intent", zh="没有表明意向"),
    "emotional": Words(en="no recommendation, attitude or referral", zh="没有推荐评分、态度或转介绍"),
}


def attitude(facts: Facts, columns: Ints, attitudinal: Score, emotional: Score) -> Score:
    """Mean of the two, as far as known; a contract alone tells of no attitude."""
    intended = np.where(np.isnan(attitudinal.parts["intent"].value), np.nan, attitudinal.value)
    mean = known_mean({"attitudinal": (1, intended), "emotional": (1, emotional.value)})
    most = np.full(mean.value.shape, facts.policy.scores.of(LoyaltyLimits).rival_preferred_most)
    capped = (against_rival(facts, columns) < 0) & (mean.value > most)
    taken = Part(value=np.where(capped, most, np.nan), points=np.where(capped, most - mean.value, np.nan))
    return score_of({**mean.parts, "rival_preferred": taken})


def against_rival(facts: Facts, columns: Ints) -> Floats:
    """Perceived less the best rival, per customer and column; nan where nobody was asked."""
    found = np.full((facts.shape[0], len(columns)), np.nan)
    if len(facts.history.of(SURVEYED)):
        for place, column in enumerate(columns.tolist()):
            found[:, place] = surveyed(facts, column).against_rival
    return found


def type_at(facts: Facts, behavioural: Score, attitude: Score) -> NDArray[np.int8]:
    """Index into TYPES per cell."""
    high = facts.policy.scores.of(LoyaltyLimits).high
    unknown = np.isnan(behavioural.value) | np.isnan(attitude.value)
    kind = (behavioural.value >= high) * 1 + (attitude.value >= high) * 2
    return np.where(unknown, UNKNOWN_TYPE, kind).astype(np.int8)


def why(facts: Facts, score: Score, customers: Ints) -> list[Said]:
    """Per customer, at the asked-for date. The two scores have their own evidence; the cap has the surveys."""
    numbers, surveys, asked = facts.policy.scores.of(LoyaltyLimits).model_dump(), None, facts.reviews.asked
    found = []
    if len(facts.history.of(SURVEYED)):
        held = facts.once(read_surveys)
        surveys = held.rows.where((held.start <= asked) & (asked < held.stop))
    for c in customers.tolist():
        capped = not np.isnan(score.parts["rival_preferred"].points[c, -1])
        evidence = surveys.position[surveys.places(np.array([c]))[0]].tolist() if surveys and capped else []
        plain = Said(words=UNKNOWN, numbers=numbers, evidence=evidence)
        known = not np.isnan(score.value[c, -1])
        found.append(sentence(score, c, NAMES, MISSING, plain) if known else plain)
    return found
