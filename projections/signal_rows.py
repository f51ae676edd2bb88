"""Signals as rows show them: those that fired, crisis first, then alert, watch, then by name."""

from typing import Any

from projections.calendar import from_day_number
from projections.judgement import Judgement
from projections.signals import SIGNALS
from projections.signals.definition import NONE, SEVERITIES, Firing, Severity, Signal
from projections.windows import Ints


def fired(judgement: Judgement, customer: int, place: int) -> list[dict[str, Any]]:
    """`{"name", "severity"}` of one customer at the place-th judged column."""
    found = [
        (-int(level), name) for name, grid in judgement.severities.items() if (level := grid[customer, place]) != NONE
    ]
    return [{"name": name, "severity": SEVERITIES[-level]} for level, name in sorted(found)]


def explained(judgement: Judgement, customers: Ints) -> dict[int, list[dict[str, Any]]]:
    """Per customer the full signals of the standing, at the asked-for review."""
    rows: dict[int, list[dict[str, Any]]] = {int(c): [] for c in customers}
    for signal in SIGNALS:
        levels = judgement.severities[signal.name][:, -1]
        who = customers[levels[customers] != NONE]
        for customer, firing in zip(who.tolist(), _explain(signal, judgement, who, levels), strict=True):
            rows[customer].append(
                {
                    "name": signal.name,
                    "group": signal.group,
                    "severity": SEVERITIES[levels[customer]],
                    "cause": signal.cause,
                    "value": firing.value,
                    "threshold": firing.threshold,
                    "unit": firing.unit,
                    "since": str(from_day_number(firing.since)),
                    "parts": firing.parts,
                    "reason": firing.reason,
                    "evidence": firing.evidence,
                    "evidence_count": firing.evidence_count,
                    "absences": firing.absences,
                    "acknowledged": None,
                }
            )
    return {c: sorted(found, key=lambda s: (-SEVERITIES.index(s["severity"]), s["name"])) for c, found in rows.items()}


def _explain(signal: Signal, judgement: Judgement, who: Ints, levels: Severity) -> list[Firing]:
    return signal.explain(judgement.facts, who, levels[who]) if len(who) else []
