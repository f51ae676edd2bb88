"""contact_silence: days since contact against the rhythm."""

from datetime import date, timedelta

from tests.oracle.effective import by_time
from tests.oracle.seen import Seen

CONTACT = ("VisitMade", "CallMade", "MessageExchanged", "ExecutiveMeetingHeld", "ValueDemonstrated")


def contact_silence(seen: Seen, *, overdue: bool) -> tuple[str | None, date | None]:
    """overdue: order_overdue fires."""
    touched = seen.of(*CONTACT)
    if not touched:
        return None, None
    last = max(seen.day_of(e) for e in touched)
    silent, rhythm, p = (seen.moment.day - last).days, rhythm_days(seen), seen.policy
    if silent < p["contact_watch"] * rhythm:
        return None, None
    level = "watch"
    if silent >= p["contact_alert"] * rhythm:
        level = "alert"
    if silent >= p["contact_crisis"] * rhythm and overdue:
        level = "crisis"
    return level, last + timedelta(days=p["contact_watch"] * rhythm)


def rhythm_days(seen: Seen) -> int:
    agreed = [e for e in seen.of("ContactRhythmAgreed") if e["data"]["kind"] == "contact"]
    if agreed:
        return int(max(agreed, key=by_time)["data"]["every_days"])
    return int(seen.policy["contact_rhythm_days"][seen.tier])
