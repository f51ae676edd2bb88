"""complaint_open: open complaints against their deadlines."""

from datetime import date, timedelta
from fractions import Fraction

from tests.oracle.effective import Event, by_time
from tests.oracle.seen import Seen

ORDER = (None, "watch", "alert", "crisis")


def complaint_open(seen: Seen) -> tuple[str | None, date | None]:
    """The worst of the open complaints, and the first day on which any of those that fire did."""
    found = [(severity(seen, spell), since(seen, spell)) for spell in open_spells(seen)]
    firing = [(level, day) for level, day in found if level is not None]
    if not firing:
        return None, None
    return max((level for level, _ in firing), key=ORDER.index), min(day for _, day in firing)


def open_spells(seen: Seen) -> list[Event]:
    """The raisings and reopenings after which the complaint was not resolved by now."""
    begins = seen.of("ComplaintRaised", "ComplaintReopened")
    ends = seen.of("ComplaintResolved")
    return [
        e
        for e in begins
        if not any(r["data"]["complaint_id"] == e["data"]["complaint_id"] and by_time(r) > by_time(e) for r in ends)
    ]


def kind_of(seen: Seen, spell: Event) -> str:
    raised = [e for e in seen.of("ComplaintRaised") if e["data"]["complaint_id"] == spell["data"]["complaint_id"]]
    before = [e for e in raised if by_time(e) <= by_time(spell)]
    return str(max(before, key=by_time)["data"]["severity"]) if before else ""


def deadline_days(seen: Seen, spell: Event) -> Fraction:
    days: Fraction = seen.policy["complaint_deadline_days"][kind_of(seen, spell)]
    return days * seen.policy["complaint_reopened_part"] if spell["type"] == "ComplaintReopened" else days


def severity(seen: Seen, spell: Event) -> str | None:
    kind, deadline = kind_of(seen, spell), Fraction(0)
    if not kind:
        return None
    deadline = deadline_days(seen, spell)
    if kind == "critical":
        age = Fraction((seen.moment.at - spell["occurred_at"]) // timedelta(microseconds=1), 86_400_000_000)
    else:
        age = Fraction((seen.moment.day - seen.day_of(spell)).days)
    if kind != "minor" and age > seen.policy["complaint_crisis_deadlines"] * deadline:
        return "crisis"
    if spell["type"] == "ComplaintReopened" or age > deadline:
        return "alert"
    if kind == "critical" or deadline - age < seen.policy["complaint_watch_days_left"]:
        return "watch"
    return None


def since(seen: Seen, spell: Event) -> date:
    if spell["type"] == "ComplaintReopened" or kind_of(seen, spell) == "critical":
        return seen.day_of(spell)
    quiet = deadline_days(seen, spell) - seen.policy["complaint_watch_days_left"]
    return seen.day_of(spell) + timedelta(days=next(n for n in range(10_000) if n > quiet))
