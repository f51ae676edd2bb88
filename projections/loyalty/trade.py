"""Trade indicators (交易变化、效率、成本): how dealings change, how smoothly they run, what they cost."""

from typing import Any

import numpy as np

from ledger.money import from_minor
from projections.evidence import MOST
from projections.facts import Facts
from projections.figures import half_up, ratio
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
    currencies = facts.history.registered["currency"]
    bounds = np.searchsorted(found.evidence.customer, [customers, customers + 1]).tolist()
    rows = []
    for c, begin, end in zip(customers.tolist(), *bounds, strict=True):
        cases, value = int(found.cases[c]), float(found.value[c])
        known = cases >= limits.least and not np.isnan(value)
        shown = (half_up(value) if indicator.unit == DAYS else ratio(value)) if known else None
        parts: Row = {name: int(values[c]) for name, values in found.parts.items()}
        parts |= {name: from_minor(int(values[c]), currencies[c]) for name, values in found.amounts.items()}
        words = indicator.words if known else found.unknown if cases >= limits.least else indicator.few
        reason = words.said({**parts, "value": shown, "cases": cases, "currency": currencies[c], **spans}, language)
        evidence = sorted(set(found.evidence.position[begin:end].tolist()))
        rows.append(
            {
                "value": shown,
                "unit": indicator.unit,
                "cases": cases,
                "parts": parts,
                "reason": reason,
                "evidence": evidence[-MOST:],
                "evidence_count": len(evidence),
                "absences": [] if known else [reason],
            }
        )
    return rows
