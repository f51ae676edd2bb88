"""Signals as rows show them: those that fired, crisis first, then alert, watch, then by name."""

from typing import Any

import numpy as np

from projections.acknowledgements import acknowledgements
from projections.calendar import from_day_number
from projections.evidence import MOST
from projections.judgement import QUALITY, Judgement
from projections.runs import first_day_of_run
from projections.signals import all_signals
from projections.signals.definition import NONE, SEVERITIES, Firing, Severity, Signal
from projections.windows import Ints
from projections.words import Language

Row = dict[str, Any]
TRADE, SUSPECTS = "trade", ("own", "rival", "customer")


def fired(judgement: Judgement, customer: int, place: int) -> list[Row]:
    """`{"name", "severity"}` of one customer at the place-th judged column."""
    found = [
        (-int(level), name) for name, grid in judgement.severities.items() if (level := grid[customer, place]) != NONE
    ]
    return [{"name": name, "severity": SEVERITIES[-level]} for level, name in sorted(found)]


def explained(judgement: Judgement, customers: Ints, language: Language = "en") -> dict[int, list[Row]]:
    """Per customer the full signals of the standing, at the asked-for review."""
    rows: dict[int, list[Row]] = {int(c): [] for c in customers}
    acknowledged = acknowledgements(judgement.facts)
    for signal in all_signals():
        levels = judgement.severities[signal.name][:, -1]
        who = customers[levels[customers] != NONE]
        own = _before_probation(signal, judgement, who, levels[who])
        since, firings = _explain(signal, judgement, who, own)
        for customer, level, begun, firing in zip(who.tolist(), own.tolist(), since, firings, strict=True):
            row = _row(signal, firing, SEVERITIES[levels[customer]], begun, language)
            if level != levels[customer]:
                row["parts"] = {**row["parts"], "on_probation": True}
            row["acknowledged"] = acknowledged.of(customer, signal.name, begun)
            rows[customer].append(row)
    return {c: _suspected(sorted(found, key=_rank)) for c, found in rows.items()}


def _before_probation(signal: Signal, judgement: Judgement, who: Ints, levels: Severity) -> Severity:
    """The severities the numbers give by themselves, which the words and thresholds speak of."""
    if not len(who) or signal.group != QUALITY:
        return levels
    facts = judgement.facts
    own: Severity = signal.severity(facts, np.array([facts.reviews.asked]))[who, 0]
    return own


def _explain(signal: Signal, judgement: Judgement, who: Ints, levels: Severity) -> tuple[list[int], list[Firing]]:
    """Since when, and why."""
    if not len(who):
        return [], []
    facts = judgement.facts
    firings = signal.explain(facts, who, levels)
    if all(firing.since is not None for firing in firings):
        return [firing.since for firing in firings if firing.since is not None], firings
    begun = first_day_of_run(facts, who, signal.severity)
    return [begun[c] if f.since is None else f.since for c, f in zip(who.tolist(), firings, strict=True)], firings


def _row(signal: Signal, firing: Firing, severity: str | None, since: int, language: Language) -> Row:
    evidence = sorted(set(firing.evidence))
    return {
        "name": signal.name,
        "group": signal.group,
        "severity": severity,
        "cause": firing.cause or signal.cause,
        "value": firing.value,
        "threshold": firing.threshold,
        "unit": firing.unit,
        "since": str(from_day_number(since)),
        "parts": firing.parts,
        "reason": firing.words.said(firing.parts, language),
        "evidence": evidence[-MOST:],
        "evidence_count": len(evidence),
        "absences": [absence.said(firing.parts, language) for absence in firing.absences],
        "acknowledged": None,
    }


def _rank(row: Row) -> tuple[int, str]:
    return -SEVERITIES.index(row["severity"]), row["name"]


def _suspected(rows: list[Row]) -> list[Row]:
    """Orders fall for a reason that shows elsewhere: trade signals take the cause of the strongest other counted one
    (ties: own, rival, customer) and say by which it is suspected.
    """
    counted = {signal.name for signal in all_signals() if signal.counted and signal.group != TRADE}
    others = [row for row in rows if row["name"] in counted and row["cause"] in SUSPECTS]
    if others:
        suspect = min(others, key=lambda row: (_rank(row)[0], SUSPECTS.index(row["cause"]), row["name"]))
        for row in rows:
            if row["group"] == TRADE:
                row["cause"] = suspect["cause"]
                row["parts"] = {**row["parts"], "cause_suspected_by": suspect["name"]}
    return rows
