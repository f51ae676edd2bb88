"""The trust of the organisation: how it ranks us, how long it trades with us, what proofs it was shown."""

import numpy as np

from projections.facts import Facts
from projections.loyalty.score import Floats, Said, Score, known_mean, sentence
from projections.persons import at_columns
from projections.quantities import latest_row
from projections.rows import flags
from projections.section import Count, Months, Positive, Section, said
from projections.windows import Ints, running_sum
from projections.words import Words

EVALUATED, SHOWN = "SupplierEvaluationHeld", "ValueDemonstrated"
DAYS_A_YEAR = 365.25

UNKNOWN = Words(
    en="No evaluation, no trade and no proof shown: not enough to judge.", zh="没有评审、交易或展示：不足以判断。"
)
NAMES = {
    "rank": Words(en="rank in their evaluation {rank}", zh="供应商评审名次 {rank}"),
    "years": Words(en="years of trade {years}", zh="交易年限 {years}"),
    "proofs": Words(en="proofs shown {proofs}", zh="价值展示 {proofs}"),
}
MISSING = {
    "rank": Words(
        en="no evaluation of {evaluation_months} months that names rank and number of suppliers",
        zh="{evaluation_months} 个月内没有注明名次和供应商数量的评审",
    ),
    "years": Words(en="no order yet", zh="尚无订单"),
    "proofs": Words(en="no proof of our value was ever shown", zh="从未展示过价值"),
}


class Limits(Section):
    """What counts as full."""

    years: Positive = said(5, "so many years of trade are full trust")
    proofs: Count = said(3, "... so many proofs shown")
    proof_months: Months = said(24, "in so many months")


def organisational_trust(facts: Facts, columns: Ints) -> Score:
    """At customers x `columns`."""
    return known_mean(
        {
            "rank": (1.0, _rank(facts, columns)),
            "years": (1.0, _years(facts, columns)),
            "proofs": (1.0, _proofs(facts, columns)),
        }
    )


def _rank(facts: Facts, columns: Ints) -> Floats:
    """100 for the first, 0 for the last; nan where the latest evaluation is too old or does not say."""
    held = facts.history.of(EVALUATED)
    value = np.full(len(facts.history.events) + 1, np.nan)
    told = held.where(held.known("rank") & flags(held.column("suppliers") > 1))
    if len(told):
        rank, suppliers = told.numbers("rank"), told.numbers("suppliers")
        value[told.row] = np.round(100 * np.clip((suppliers - rank) / (suppliers - 1), 0, 1), 9)
    last = latest_row(facts.shape, held, facts.reviews)[:, columns]
    recent = facts.history.at[last] > facts.reviews.window(facts.policy.stage.evaluation_months)[columns][None, :]
    return np.where((last >= 0) & recent, value[last], np.nan)


def _years(facts: Facts, columns: Ints) -> Floats:
    days, full = facts.quantities.days, facts.policy.scores.of(Limits).years
    ordered = days.count[:, columns] > 0
    if not ordered.any():
        return np.full(ordered.shape, np.nan)
    first = days.day[np.where(ordered, days.first[:, columns], 0)]
    age = facts.reviews.days[columns][None, :] - first
    return np.where(ordered, np.round(100 * np.minimum(1, age / DAYS_A_YEAR / full), 9), np.nan)


def _proofs(facts: Facts, columns: Ints) -> Floats:
    """nan while none was ever shown."""
    rows, reviews, limits = facts.history.of(SHOWN), facts.reviews, facts.policy.scores.of(Limits)
    shape, start = (facts.shape[0], len(columns)), at_columns(columns, reviews.seen_from(rows.at))
    stop = at_columns(columns, reviews.gone_from(rows.at, limits.proof_months))
    many = running_sum(shape, rows.c, start, stop)
    ever = running_sum(shape, rows.c, start, np.full(len(rows), len(columns)))
    return np.where(ever > 0, np.round(100 * np.minimum(1, many / limits.proofs), 9), np.nan)


def why(facts: Facts, score: Score, customers: Ints) -> list[Said]:
    """Per customer, at the asked-for date."""
    limits, policy, asked = facts.policy.scores.of(Limits), facts.policy.stage, facts.reviews.asked
    shown = facts.history.of(SHOWN)
    shown = shown.where(shown.at > facts.reviews.window(limits.proof_months)[asked])
    evaluated = facts.history.of(EVALUATED)
    days, numbers = facts.quantities.days, {"evaluation_months": policy.evaluation_months}
    position = facts.evidence_rows()
    found = []
    for c, held, proofs in zip(customers.tolist(), evaluated.places(customers), shown.places(customers), strict=True):
        evidence = shown.position[proofs].tolist()
        if not np.isnan(score.parts["rank"].points[c, -1]):
            evidence += evaluated.position[held[-1:]].tolist()
        if days.count[c, asked] > 0:
            evidence.append(int(position[days.row[days.first[c, asked]]]))
        plain = Said(words=UNKNOWN, numbers=numbers, evidence=evidence)
        known = not np.isnan(score.value[c, -1])
        found.append(sentence(score, c, NAMES, MISSING, plain) if known else plain)
    return found
