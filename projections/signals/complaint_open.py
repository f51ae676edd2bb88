"""complaint_open: a complaint nears or passes its deadline unresolved."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from projections.calendar import MICROS_PER_DAY
from projections.complaints import OPENS, open_spells
from projections.evidence import MOST
from projections.facts import Facts
from projections.policy import ComplaintOpenPolicy
from projections.signals.definition import ALERT, CRISIS, NONE, WATCH, Firing, Severity, Signal
from projections.windows import Ints

HOURS = 24
MICROS_PER_HOUR = MICROS_PER_DAY // HOURS

Floats = NDArray[np.float64]


def severity(facts: Facts, columns: Ints) -> Severity:
    worst = np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    if not len(facts.history.of(*OPENS)):
        return worst
    spells = open_spells(facts.history)
    np.maximum.at(worst, spells["c"].to_numpy(), _levels(facts, spells, columns))
    return worst


def _levels(facts: Facts, spells: pl.DataFrame, columns: Ints) -> Severity:
    """Severity per spell and column."""
    policy = facts.policy.signals.complaint_open
    age, deadline = _ages(facts, spells, columns), _deadlines(spells, policy)[:, None]
    critical = (spells["severity"] == "critical").to_numpy()[:, None]
    minor = (spells["severity"] == "minor").to_numpy()[:, None]
    reopened = spells["reopened"].to_numpy()[:, None]
    moments = facts.reviews.moments[columns][None, :]
    closed_at = spells["closed_at"].fill_null(np.iinfo(np.int64).max).to_numpy()[:, None]
    standing = (spells["opened_at"].to_numpy()[:, None] <= moments) & (moments < closed_at)
    holds = [
        ~standing,
        ~minor & (age > policy.crisis_deadlines * deadline),
        reopened | (age > deadline),
        critical | (deadline - age < policy.watch_days_left),
    ]
    return np.select(holds, [NONE, CRISIS, ALERT, WATCH], NONE).astype(np.int8)


def _ages(facts: Facts, spells: pl.DataFrame, columns: Ints) -> Floats:
    """Days since the spell began: differences of dates, for a critical complaint exact to the hour."""
    opened_at = spells["opened_at"].to_numpy()
    days = facts.reviews.days[columns][None, :] - facts.reviews.local_days(opened_at)[:, None]
    exact = (facts.reviews.moments[columns][None, :] - opened_at[:, None]) / MICROS_PER_DAY
    ages: Floats = np.where((spells["severity"] == "critical").to_numpy()[:, None], exact, days)
    return ages


def _deadlines(spells: pl.DataFrame, policy: ComplaintOpenPolicy) -> Floats:
    """Days a spell may last."""
    given = {
        "minor": float(policy.minor_deadline_days),
        "major": float(policy.major_deadline_days),
        "critical": policy.critical_deadline_hours / HOURS,
    }
    whole = spells["severity"].replace_strict(given, return_dtype=pl.Float64).to_numpy()
    days: Floats = np.where(spells["reopened"].to_numpy(), whole * policy.reopened_part, whole)
    return days


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    asked, policy = np.array([facts.reviews.asked]), facts.policy.signals.complaint_open
    spells = open_spells(facts.history)
    spells = spells.with_columns(
        level=pl.Series(_levels(facts, spells, asked)[:, 0]),
        age=pl.Series(_ages(facts, spells, asked)[:, 0]),
        deadline=pl.Series(_deadlines(spells, policy)),
        day=pl.Series(facts.reviews.local_days(spells["opened_at"].to_numpy())),
    ).filter(pl.col("level") > NONE)
    return [_firing(spells.filter(pl.col("c") == c), policy) for c in customers.tolist()]


def _firing(spells: pl.DataFrame, policy: ComplaintOpenPolicy) -> Firing:
    """One customer's spells that fire; the worst one gives the numbers."""
    worst = spells.sort("level", pl.col("age") / pl.col("deadline"), "position", descending=[True, True, False])
    top = worst.row(0, named=True)
    critical = top["severity"] == "critical"
    scale, unit = (HOURS, "hours") if critical else (1, "days")
    spent = {
        WATCH: 0.0 if critical else top["deadline"] - policy.watch_days_left,
        ALERT: top["deadline"],
        CRISIS: policy.crisis_deadlines * top["deadline"],
    }
    since = [_since(row, policy) for row in spells.iter_rows(named=True)]
    positions = sorted(spells["position"].to_list())
    age = int(top["age"] * scale)
    return Firing(
        value=age,
        threshold=_plain(spent[top["level"]] * scale),
        unit=unit,
        since=min(since),
        parts={
            "complaint_id": top["complaint_id"],
            "severity": top["severity"],
            "deadline": _plain(top["deadline"] * scale),
            "reopened": top["reopened"],
            "open": len(positions),
        },
        reason=_sentence(top, age, unit, scale, len(positions)),
        evidence=positions[-MOST:],
        evidence_count=len(positions),
    )


def _since(spell: dict[str, int | float | bool | str], policy: ComplaintOpenPolicy) -> int:
    """The first day the spell asked for attention."""
    if spell["reopened"] or spell["severity"] == "critical":
        return int(spell["day"])
    return int(spell["day"]) + max(int(float(spell["deadline"]) - policy.watch_days_left) + 1, 0)


def _plain(number: float) -> int | float:
    return int(number) if number == int(number) else number


def _sentence(top: dict[str, int | float | bool | str], age: int, unit: str, scale: int, count: int) -> str:
    again = " again" if top["reopened"] else ""
    others = f"; {count - 1} more" if count > 1 else ""
    deadline = _plain(float(top["deadline"]) * scale)
    return (
        f"Complaint {top['complaint_id']} ({top['severity']}) is open{again} for {age} {unit}, "
        f"its deadline is {deadline} {unit}{others}."
    )


COMPLAINT_OPEN = Signal(name="complaint_open", group="quality", cause="own", severity=severity, explain=explain)
