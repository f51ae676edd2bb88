"""complaint_open: a complaint nears or passes its deadline unresolved."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from projections.calendar import MICROS_PER_DAY
from projections.complaints import OPENS, Spells, open_spells
from projections.facts import Facts
from projections.figures import plain
from projections.section import Days, Part, Positive, Section, said
from projections.signals.definition import ALERT, CRISIS, NONE, WATCH, Firing, Severity, Signal
from projections.windows import Ints
from projections.words import Words

HOURS = 24
MICROS_PER_HOUR = MICROS_PER_DAY // HOURS

Floats = NDArray[np.float64]

OPEN = Words(
    en="Complaint {complaint_id} ({severity:term}) is open for {age} {unit:term}, "
    "its deadline is {deadline} {unit:term}",
    zh="投诉 {complaint_id}（{severity:term}）已 {age} {unit:term}未解决，期限为 {deadline} {unit:term}",
)
OPEN_AGAIN = Words(
    en="Complaint {complaint_id} ({severity:term}) is open again for {age} {unit:term}, "
    "its deadline is {deadline} {unit:term}",
    zh="投诉 {complaint_id}（{severity:term}）重新提出，已 {age} {unit:term}未解决，期限为 {deadline} {unit:term}",
)
ALONE, MORE = Words(en=".", zh="。"), Words(en="; {others} more.", zh="；另有 {others} 项。")


class Limits(Section):
    """Deadlines by severity of the complaint."""

    minor_deadline_days: Days = said(14, "")
    major_deadline_days: Days = said(7, "")
    critical_deadline_hours: Annotated[int, Field(ge=1, le=8760)] = said(36, "")
    watch_days_left: Days = said(2, "watch: fewer days left than this (a critical complaint: at once)")
    crisis_deadlines: Positive = said(2, "crisis: open for more than so many deadlines (never a minor one)")
    reopened_part: Part = said(0.5, "a reopened complaint has this part of its deadline anew")


def severity(facts: Facts, columns: Ints) -> Severity:
    worst = np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    if len(facts.history.of(*OPENS)):
        spells = facts.once(open_spells)
        np.maximum.at(worst, spells.rows.c, _levels(facts, spells, columns))
    return worst


def _levels(facts: Facts, spells: Spells, columns: Ints) -> Severity:
    """Severity per spell and column."""
    policy = facts.policy.signals.of(Limits)
    age, deadline = _ages(facts, spells, columns), _deadlines(spells, policy)[:, None]
    critical, minor = spells.is_severity("critical")[:, None], spells.is_severity("minor")[:, None]
    moments = facts.reviews.moments[columns][None, :]
    standing = (spells.rows.at[:, None] <= moments) & (moments < spells.closed_at[:, None])
    holds = [
        ~standing,
        ~minor & (age > policy.crisis_deadlines * deadline),
        spells.reopened[:, None] | (age > deadline),
        critical | (deadline - age < policy.watch_days_left),
    ]
    return np.select(holds, [NONE, CRISIS, ALERT, WATCH], NONE).astype(np.int8)


def _ages(facts: Facts, spells: Spells, columns: Ints) -> Floats:
    """Days since the spell began: differences of dates, for a critical complaint exact to the hour."""
    opened_at = spells.rows.at
    days = facts.reviews.days[columns][None, :] - facts.reviews.local_days(opened_at)[:, None]
    exact = (facts.reviews.moments[columns][None, :] - opened_at[:, None]) / MICROS_PER_DAY
    ages: Floats = np.where(spells.is_severity("critical")[:, None], exact, days)
    return ages


def _deadlines(spells: Spells, policy: Limits) -> Floats:
    """Days a spell may last."""
    given = {
        "minor": float(policy.minor_deadline_days),
        "major": float(policy.major_deadline_days),
        "critical": policy.critical_deadline_hours / HOURS,
    }
    whole = np.array([given[severity] for severity in spells.severity], dtype=np.float64)
    days: Floats = np.where(spells.reopened, whole * policy.reopened_part, whole)
    return days


@dataclass(frozen=True, kw_only=True)
class _Spell:
    """One spell that fires at the asked-for review."""

    complaint_id: str | None
    position: int
    severity: str
    reopened: bool
    level: int
    age: float
    deadline: float
    day: int


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    policy = facts.policy.signals.of(Limits)
    firing = _firing_spells(facts)
    return [_firing(firing[c], policy) for c in customers.tolist()]


def _firing_spells(facts: Facts) -> dict[int, list[_Spell]]:
    """By customer, in order of time."""
    asked, spells = np.array([facts.reviews.asked]), facts.once(open_spells)
    ids, found = spells.rows.texts("complaint_id"), dict[int, list[_Spell]]()
    figures = zip(
        spells.rows.c.tolist(),
        ids,
        spells.rows.position.tolist(),
        spells.severity,
        spells.reopened.tolist(),
        _levels(facts, spells, asked)[:, 0].tolist(),
        _ages(facts, spells, asked)[:, 0].tolist(),
        _deadlines(spells, facts.policy.signals.of(Limits)).tolist(),
        facts.reviews.local_days(spells.rows.at).tolist(),
        strict=True,
    )
    for customer, complaint, position, severity_, reopened, level, age, deadline, day in figures:
        if level > NONE:
            spell = _Spell(
                complaint_id=complaint,
                position=position,
                severity=severity_,
                reopened=reopened,
                level=level,
                age=age,
                deadline=deadline,
                day=day,
            )
            found.setdefault(customer, []).append(spell)
    return found


def _firing(spells: list[_Spell], policy: Limits) -> Firing:
    """One customer's spells that fire; the worst one gives the numbers."""
    top = min(spells, key=lambda spell: (-spell.level, -spell.age / spell.deadline, spell.position))
    critical = top.severity == "critical"
    scale, unit = (HOURS, "hours") if critical else (1, "days")
    spent = {
        WATCH: 0.0 if critical else top.deadline - policy.watch_days_left,
        ALERT: top.deadline,
        CRISIS: policy.crisis_deadlines * top.deadline,
    }
    positions = sorted(spell.position for spell in spells)
    age = int(top.age * scale)
    return Firing(
        value=age,
        threshold=plain(spent[top.level] * scale),
        unit=unit,
        since=min(_since(spell, policy) for spell in spells),
        parts={
            "complaint_id": top.complaint_id,
            "severity": top.severity,
            "deadline": plain(top.deadline * scale),
            "reopened": top.reopened,
            "age": age,
            "unit": unit,
            "open": len(positions),
            "others": len(positions) - 1,
        },
        words=(OPEN_AGAIN if top.reopened else OPEN) + (MORE if len(positions) > 1 else ALONE),
        evidence=positions,
    )


def _since(spell: _Spell, policy: Limits) -> int:
    """The first day the spell asked for attention."""
    if spell.reopened or spell.severity == "critical":
        return spell.day
    return spell.day + max(int(spell.deadline - policy.watch_days_left) + 1, 0)


SIGNAL = Signal(name="complaint_open", group="quality", cause="own", limits=Limits, severity=severity, explain=explain)
