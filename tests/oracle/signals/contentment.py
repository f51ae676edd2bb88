"""Satisfaction as asked for in surveys, and as modelled from concessions, deliveries and complaints (section 7)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tests.oracle.effective import Event, by_time
from tests.oracle.people import MET
from tests.oracle.seen import Seen
from tests.oracle.signals.care import is_late, promised
from tests.oracle.signals.case import Case, Fires, fires
from tests.oracle.signals.persons import UNKNOWN_INFLUENCE, weight

Score = Mapping[str, Any]


def satisfaction_gap(case: Case) -> Fires | None:
    gaps = by_dimension(case.seen, lambda score: Fraction(score["perceived"]) - Fraction(score["expected"]))
    if gaps:
        gap = sum(gaps) / len(gaps)
        return fires(level_of(gap, min(gaps)))
    modelled = modelled_gap(case.seen)
    level = level_of(modelled, 0) if modelled is not None else None
    return fires("alert" if level == "crisis" else level)


def level_of(gap: float | Fraction, lowest: float | Fraction) -> str | None:
    if gap < -3:
        return "crisis"
    if gap < Fraction(-3, 2) or lowest < -4:
        return "alert"
    return "watch" if gap < Fraction(-1, 2) else None


def rival_preferred(case: Case) -> Fires | None:
    against = by_dimension(
        case.seen,
        lambda score: Fraction(score["perceived"]) - Fraction(score["best_rival"]) if "best_rival" in score else None,
    )
    if not against:
        return None
    mean = sum(against) / len(against)
    return fires("crisis" if mean < -2 else "alert" if mean < -1 else "watch" if mean < 0 else None)


def by_dimension(seen: Seen, of: Callable[[Score], Fraction | None]) -> list[Fraction]:
    """Per dimension the mean over the latest survey of each contact, weighted by influence."""
    latest: dict[str | None, Event] = {}
    for survey in sorted(seen.inside(seen.of("SatisfactionSurveyed"), 12), key=by_time):
        latest[survey["data"].get("contact_id")] = survey
    told: dict[str, list[tuple[Fraction, Fraction]]] = {}
    for contact_id, survey in latest.items():
        counts = weight(seen, contact_id) if contact_id else UNKNOWN_INFLUENCE
        for score in survey["data"]["scores"]:
            value = of(score)
            if value is not None and counts:
                told.setdefault(score["dimension"], []).append((counts, value))
    return [sum((w * v for w, v in pairs), Fraction(0)) / sum(w for w, _ in pairs) for pairs in told.values()]


def modelled_gap(seen: Seen) -> float | None:
    parts = [part for part in (concessions(seen), deliveries(seen), complaints(seen)) if part is not None]
    return min(max(sum(parts), -10.0), 10.0) if parts else None


def concessions(seen: Seen) -> float | None:
    """What is given today beyond what they have come to expect."""
    if not seen.of("ConcessionGranted"):
        return None
    today = seen.moment.day
    days = {seen.day_of(e) for e in [*seen.orders, *seen.of(*MET)]}
    faded = [float(level(seen, u, expected=True)) * 2.0 ** (-(today - u).days / 182) for u in days if u < today]
    return float(level(seen, today, expected=False)) - max(faded, default=0.0)


def level(seen: Seen, day: date, *, expected: bool) -> Fraction:
    """Points in force on a day, at most five; expected: one-off concessions count half."""
    total = Fraction(0)
    for granted in seen.of("ConcessionGranted"):
        if in_force(seen, granted, day):
            half = expected and granted["data"].get("one_off")
            total += points(granted["data"]) / (2 if half else 1)
    return min(total, Fraction(5))


def points(data: Mapping[str, Any]) -> Fraction:
    if data["kind"] == "service" or data.get("size") is None:
        return Fraction(1)
    return Fraction(data["size"]) / (5 if data["kind"] == "discount" else 15)


def in_force(seen: Seen, granted: Event, day: date) -> bool:
    data, begins = granted["data"], seen.day_of(granted)
    if "order_id" in data:
        return day == begins
    withdrawn = [
        seen.day_of(e) for e in seen.of("ConcessionWithdrawn") if e["data"]["concession_id"] == data["concession_id"]
    ]
    until = date.fromisoformat(data["until"]) if "until" in data else date.max
    return begins <= day <= until and not any(end <= day for end in withdrawn)


def deliveries(seen: Seen) -> float | None:
    case = Case(seen=seen, book=(), stage="", entered=seen.moment.day)
    today = seen.moment.day
    due = [(day, delivered) for day, delivered in promised(case) if day <= today]
    recent = [pair for pair in due if (today - pair[0]).days < 90]
    before = [pair for pair in due if 90 <= (today - pair[0]).days < 90 + 365]
    if len(recent) < 5 or len(before) < 5:
        return None
    return float(10 * (on_time(recent) - on_time(before)))


def on_time(due: Sequence[tuple[date, date | None]]) -> Fraction:
    return Fraction(sum(not is_late(*pair) for pair in due), len(due))


def complaints(seen: Seen) -> float | None:
    raised = seen.of("ComplaintRaised")
    if not raised:
        return None
    total = Fraction(0)
    for e in raised:
        if seen.moment.day - seen.day_of(e) < timedelta(days=90) and hurts(seen, e):
            total -= Fraction(1, 4) if e["data"]["severity"] == "minor" else 1
    return float(total)


def hurts(seen: Seen, raised: Event) -> bool:
    """Open, or closed without satisfying."""
    steps = [
        e
        for e in seen.of("ComplaintResolved", "ComplaintReopened")
        if e["data"]["complaint_id"] == raised["data"]["complaint_id"] and by_time(e) > by_time(raised)
    ]
    latest = max(steps, key=by_time, default=None)
    return latest is None or latest["type"] == "ComplaintReopened" or latest["data"].get("satisfied") is False
