"""Whom we met: departments and levels as they were on the day of the meeting."""

from typing import Any

from tests.oracle.effective import Event, by_time
from tests.oracle.seen import Seen

MET = ("VisitMade", "CallMade", "ExecutiveMeetingHeld", "ValueDemonstrated")


def field_on_the_day(seen: Seen, contact_id: str, field: str, meeting: Event) -> Any:
    """What was last said of the contact by the end of the meeting's day, else the first thing said later; None if
    nothing has been said by now."""
    said = [
        e
        for e in seen.of("ContactAdded", "ContactChanged")
        if e["data"]["contact_id"] == contact_id and field in e["data"]
    ]
    by_then = [e for e in said if seen.day_of(e) <= seen.day_of(meeting)]
    later = [e for e in said if seen.day_of(e) > seen.day_of(meeting)]
    if by_then:
        return max(by_then, key=by_time)["data"][field]
    return min(later, key=by_time)["data"][field] if later else None


def departments_met(seen: Seen) -> int:
    found = set()
    for meeting in seen.inside(seen.of(*MET), seen.policy["departments_months"]):
        for contact_id in meeting["data"]["contact_ids"]:
            found.add(plain(field_on_the_day(seen, contact_id, "department", meeting), seen))
        found.add(plain(meeting["data"].get("department"), seen))
    return len(found - {None})


def plain(department: str | None, seen: Seen) -> str | None:
    """Trimmed, case-folded, by the alias table; None for none."""
    if department is None:
        return None
    folded = department.strip().casefold()
    alias: str = seen.policy["department_aliases"].get(folded, folded)
    return alias


def executive_met(seen: Seen) -> bool:
    """A contact of level executive met, or an executive meeting held: what waives the departments of an owner-managed
    customer."""
    meetings = seen.inside(seen.of(*MET), seen.policy["executive_met_months"])
    return any(
        meeting["type"] == "ExecutiveMeetingHeld"
        or any(
            field_on_the_day(seen, contact_id, "level", meeting) == "executive"
            for contact_id in meeting["data"]["contact_ids"]
        )
        for meeting in meetings
    )
