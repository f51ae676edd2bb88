"""Trade indicators (交易变化、效率、成本): how dealings change, how smoothly they run, what they cost."""

from typing import Any

import numpy as np

from ledger.money import from_minor
from projections.evidence import MOST
from projections.facts import Facts
from projections.figures import ratios, whole_numbers
from projections.loyalty.trade_figures import DAYS, INDICATORS, Indicator, Limits
from projections.windows import Ints
from projections.words import Language

Row = dict[str, Any]


def trade_documents(facts: Facts, customers: Ints, language: Language = "en") -> list[Row]:
    """In the order of `customers`, at the asked-for date: every indicator by name."""
    limits = facts.policy.scores.of(Limits)
    shown = [_shown(facts, indicator, limits, customers, language) for indicator in INDICATORS.values()]
    return [dict(zip(INDICATORS, row, strict=True)) for row in zip(*shown, strict=True)]


def _shown(facts: Facts, indicator: Indicator, limits: Limits, customers: Ints, language: Language) -> list[Row]:
    found = indicator.find(facts, limits)
    spans = {**limits.model_dump(), "both": 2 * limits.months}
    currencies = facts.history.registered["currency"].to_list()
    cases, enough = found.cases.tolist(), found.cases >= limits.least
    known = (enough & ~np.isnan(found.value)).tolist()
    values = whole_numbers(found.value) if indicator.unit == DAYS else ratios(found.value)
    parts = {name: numbers.tolist() for name, numbers in found.parts.items()}
    amounts = {name: numbers.tolist() for name, numbers in found.amounts.items()}
    positions = found.evidence.position.tolist()
    bounds = np.searchsorted(found.evidence.customer, [customers, customers + 1]).tolist()
    rows = []
    for c, begin, end in zip(customers.tolist(), *bounds, strict=True):
        shown = values[c] if known[c] else None
        own: Row = {name: numbers[c] for name, numbers in parts.items()}
        own |= {name: from_minor(numbers[c], currencies[c]) for name, numbers in amounts.items()}
        words = indicator.words if known[c] else found.unknown if enough[c] else indicator.few
        said_of = {**own, "value": shown, "cases": cases[c], "currency": currencies[c], **spans}
        reason = words.said(said_of, language)
        evidence = sorted(set(positions[begin:end]))
        rows.append(
            {
                "value": shown,
                "unit": indicator.unit,
                "cases": cases[c],
                "parts": own,
                "reason": reason,
                "evidence": evidence[-MOST:],
                "evidence_count": len(evidence),
                "absences": [] if known[c] else [reason],
            }
        )
    return rows
