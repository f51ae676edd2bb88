"""The standing: all that is said of one customer, each part with its reason and the events that prove it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from projections.advice.advising import Advising
from projections.book import on, order_columns
from projections.clocks import Clocks
from projections.drivers.document import driver_documents
from projections.evidence import MOST, order_positions
from projections.figures import probability
from projections.gaps import median_gap_days
from projections.interruption import NEVER
from projections.judgement import Judgement
from projections.loyalty.document import loyalty_documents
from projections.momentum import MOMENTA
from projections.needs import needs_documents
from projections.opening_part import opening_part
from projections.profile import Profile, profiles
from projections.rhythm import Floats, Rhythm
from projections.risk import STATUSES
from projections.risk_words import risk_reason
from projections.signal_rows import explained
from projections.signals import order_overdue
from projections.stage import STAGES
from projections.stage_evidence import stage_evidence
from projections.stage_facts import StageFacts, stage_facts
from projections.stage_next import next_conditions
from projections.stage_words import absences, reason
from projections.stakeholders import stakeholders
from projections.tier_part import tier_documents
from projections.windows import Ints
from projections.words import Language, Words

Part = dict[str, Any]

NO_ORDER = Words(en="No order yet: not enough to judge.", zh="尚无订单，不足以判断。")
TOO_FEW = Words(
    en="{orders:order-day|order-days}, {needed} are needed: not enough to judge.",
    zh="只有 {orders} 个下单日，需要 {needed} 个，不足以判断。",
)


@dataclass(frozen=True, kw_only=True)
class _Found:
    """What is worked out for all asked-for customers at once; lists follow them, dicts are by number."""

    profiles: list[Profile]
    stages: list[StageFacts]
    stage_evidence: list[list[int]]
    signals: dict[int, list[Part]]
    loyalty: list[Part]
    needs: list[Part]
    drivers: list[Part]
    rhythm: Rhythm
    tail: Floats
    lapse: Floats
    lapsed: Floats
    gaps: dict[int, int | None]
    figures: Mapping[str, Sequence[Any]]
    orders: dict[int, list[int]]
    tiers: list[Part]


def standing(judgement: Judgement, customer: int, clocks: Clocks, language: Language = "en") -> Part:
    """The document of contracts section 4 for one customer; language: of its sentences."""
    facts = judgement.facts
    parts = {"people": stakeholders(facts, customer, language), "openings": opening_part(facts, customer, language)}
    found = standings(judgement, np.array([customer]), clocks, language)[0] | parts
    return found | {"advice": Advising(facts).of(customer, found, language)}


def standings(judgement: Judgement, customers: Ints, clocks: Clocks, language: Language = "en") -> list[Part]:
    """The documents of contracts section 4, in the order of `customers` (numbers). Parts that later projections fill
    are null (or an empty list).
    """
    facts = judgement.facts
    asked = np.full(len(customers), facts.reviews.asked)
    rhythm = order_overdue.rhythm(facts, asked[:1])
    found = _Found(
        profiles=profiles(facts),
        stages=stage_facts(facts, customers, asked),
        stage_evidence=stage_evidence(facts).all_at(customers, asked),
        signals=explained(judgement, customers, language),
        loyalty=loyalty_documents(facts, customers, language),
        needs=needs_documents(facts, customers, language),
        drivers=driver_documents(facts, customers, language),
        rhythm=rhythm,
        tail=rhythm.tail(rhythm.silent)[:, 0],
        lapse=rhythm.lapse_probability(rhythm.silent)[:, 0],
        lapsed=rhythm.lapsed_probability[:, 0],
        gaps=median_gap_days(facts.quantities.days, facts.reviews.asked, customers),
        figures=order_columns(judgement),
        orders=order_positions(facts, customers),
        tiers=tier_documents(facts, customers, language),
    )
    return [
        _standing(judgement, place, customer, found, clocks, language)
        for place, customer in enumerate(customers.tolist())
    ]


def _standing(
    judgement: Judgement, place: int, customer: int, found: _Found, clocks: Clocks, language: Language
) -> Part:
    profile = found.profiles[customer]
    return {
        "code": profile.code,
        "name": profile.name,
        "as_of": clocks.as_of_text(),
        "known_at": clocks.known_at_text(),
        "position": clocks.position,
        "policy": clocks.rules.cited(),
        "stage": _stage(judgement, customer, found.stages[place], found.stage_evidence[place], language),
        "rhythm": _rhythm(judgement, customer, found, language),
        "loyalty": found.loyalty[place],
        "risk": _risk(judgement, customer, found.signals[customer], language),
        "people": None,
        "drivers": found.drivers[place],
        "needs": found.needs[place],
        "tier": found.tiers[place],
        "openings": [],
        "advice": [],
        "overrides": [],
    }


def _stage(judgement: Judgement, customer: int, numbers: StageFacts, evidence: list[int], language: Language) -> Part:
    facts = judgement.facts
    policy, interrupted = facts.policy.stage, int(judgement.interrupted_since[customer, -1])
    return {
        "name": numbers.stage_name,
        "since": on(judgement.since_days[customer, -1]),
        "provisional": bool(numbers.step != 0 and not facts.reviews.month_end[facts.reviews.asked]),
        "peak": STAGES[numbers.peak],
        "momentum": MOMENTA[judgement.momentum.value[customer, -1]],
        "interrupted_since": None if interrupted == NEVER else on(interrupted),
        "facts": numbers.answer(),
        "next": next_conditions(numbers, policy, language),
        "reason": reason(numbers, policy, language),
        "evidence": evidence[-MOST:],
        "evidence_count": len(evidence),
        "absences": absences(numbers, policy, language),
    }


def _rhythm(judgement: Judgement, customer: int, found: _Found, language: Language) -> Part:
    policy, evidence = judgement.facts.policy.rhythm, found.rhythm
    figures = {name: values[customer] for name, values in found.figures.items()}
    gap, positions = found.gaps[customer], found.orders[customer]
    judged = bool(evidence.judged[customer, 0])
    tail = float(found.tail[customer])
    lapse = float(found.lapse[customer])
    return {
        **figures,
        "median_gap_days": gap,
        "probability_of_silence": probability(tail) if judged else None,
        "probability_no_order": probability(lapse) if judged else None,
        "lapse_days": policy.lapse_days,
        "probability_lapsed": probability(float(found.lapsed[customer])) if judged else None,
        "reason": _rhythm_words(figures["silent_days"], gap, tail, lapse, policy.lapse_days, language)
        if judged
        else _too_few(figures["orders"], policy.min_orders, language),
        "evidence": positions[-MOST:],
        "evidence_count": len(positions),
    }


def _rhythm_words(silent: int, gap: int | None, tail: float, lapse: float, lapse_days: int, language: Language) -> str:
    return order_overdue.words(silent, lapse_days).said(
        {
            "silent_days": silent,
            "median_gap_days": gap,
            "probability_of_silence": tail,
            "probability_no_order": lapse,
            "lapse_days": lapse_days,
        },
        language,
    )


def _too_few(orders: int, needed: int, language: Language) -> str:
    return (TOO_FEW if orders else NO_ORDER).said({"orders": orders, "needed": needed}, language)


def _risk(judgement: Judgement, customer: int, signals: list[Part], language: Language) -> Part:
    return {
        "status": STATUSES[judgement.status[customer, -1]],
        "reason": risk_reason(judgement, customer, signals, language),
        "signals": signals,
    }
