"""The standing: all that is said of one customer, each part with its reason and the events that prove it."""

from typing import Any

import numpy as np

from projections.book import on, order_figures
from projections.calendar import from_day_number
from projections.clocks import Clocks
from projections.evidence import MOST, order_positions
from projections.figures import probability
from projections.gaps import median_gap_days
from projections.interruption import NEVER
from projections.judgement import Judgement
from projections.momentum import MOMENTA
from projections.profile import profiles
from projections.risk import STATUSES
from projections.risk_words import risk_reason
from projections.signal_rows import explained
from projections.signals import order_overdue
from projections.stage import STAGES
from projections.stage_evidence import positions_at, stage_evidence
from projections.stage_facts import stage_facts
from projections.stage_next import next_conditions
from projections.stage_words import absences, reason

Part = dict[str, Any]


def standing(judgement: Judgement, customer: int, clocks: Clocks) -> Part:
    """The document of contracts section 4. Parts that later projections fill are null (or an empty list)."""
    profile = profiles(judgement.facts).row(customer, named=True)
    signals = explained(judgement, np.array([customer]))[customer]
    return {
        "code": profile["code"],
        "name": profile["name"],
        "as_of": clocks.as_of_text(),
        "known_at": clocks.known_at_text(),
        "position": clocks.position,
        "policy": clocks.rules.cited(),
        "stage": _stage(judgement, customer),
        "rhythm": _rhythm(judgement, customer),
        "loyalty": None,
        "risk": _risk(judgement, customer, signals),
        "people": None,
        "drivers": None,
        "needs": None,
        "tier": _tier(judgement, customer),
        "openings": [],
        "advice": [],
    }


def _stage(judgement: Judgement, customer: int) -> Part:
    facts = judgement.facts
    asked, policy = facts.reviews.asked, facts.policy.stage
    numbers = stage_facts(facts, customer, np.array([asked]))[0]
    evidence = positions_at(stage_evidence(facts), asked).get(customer, [])
    interrupted = int(judgement.interrupted_since[customer, -1])
    return {
        "name": numbers.stage_name,
        "since": on(judgement.since_days[customer, -1]),
        "provisional": bool(numbers.step != 0 and not facts.reviews.month_end[asked]),
        "peak": STAGES[numbers.peak],
        "momentum": MOMENTA[judgement.momentum.value[customer, -1]],
        "interrupted_since": None if interrupted == NEVER else on(interrupted),
        "facts": numbers.answer(),
        "next": next_conditions(numbers, policy),
        "reason": reason(numbers, policy),
        "evidence": evidence,
        "evidence_count": len(evidence),
        "absences": absences(numbers, policy),
    }


def _rhythm(judgement: Judgement, customer: int) -> Part:
    facts = judgement.facts
    asked = facts.reviews.asked
    evidence = order_overdue.rhythm(facts, np.array([asked]))
    figures = order_figures(judgement, customer)
    gap = median_gap_days(facts.quantities.days, asked, np.array([customer]))[customer]
    positions = order_positions(facts, np.array([customer]))[customer]
    judged = bool(evidence.judged[customer, 0])
    tail = float(evidence.tail(evidence.silent)[customer, 0])
    lapse = float(evidence.lapse_probability(evidence.silent)[customer, 0])
    lapse_days = facts.policy.rhythm.lapse_days
    return {
        **figures,
        "median_gap_days": gap,
        "probability_of_silence": probability(tail) if judged else None,
        "probability_no_order": probability(lapse) if judged else None,
        "lapse_days": lapse_days,
        "probability_lapsed": probability(float(evidence.lapsed_probability[customer, 0])) if judged else None,
        "reason": order_overdue.sentence(figures["silent_days"], gap, tail, lapse, lapse_days)
        if judged
        else _too_few(figures["orders"], facts.policy.rhythm.min_orders),
        "evidence": positions[-MOST:],
        "evidence_count": len(positions),
    }


def _too_few(orders: int, needed: int) -> str:
    if orders == 0:
        return "No order yet: not enough to judge."
    noun = "order-day" if orders == 1 else "order-days"
    return f"{orders} {noun}, {needed} are needed: not enough to judge."


def _risk(judgement: Judgement, customer: int, signals: list[Part]) -> Part:
    return {
        "status": STATUSES[judgement.status[customer, -1]],
        "reason": risk_reason(judgement, customer, signals),
        "signals": signals,
    }


def _tier(judgement: Judgement, customer: int) -> Part | None:
    """The tier as assigned; the derived one is not computed yet and null."""
    row = int(judgement.tier[customer, -1])
    if row < 0:
        return None
    events = judgement.facts.history.events
    day = int(judgement.facts.reviews.local_days(events["occurred_at"].to_numpy()[[row]])[0])
    return {
        "value": events["tier"][row],
        "assigned": events["tier"][row],
        "assigned_on": str(from_day_number(day)),
        "basis": events["basis"][row],
        "derived": None,
        "evidence": [events["position"][row]],
    }
