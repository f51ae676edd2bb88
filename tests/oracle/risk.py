"""The risk status."""

from collections.abc import Mapping

from tests.oracle.file_group import FILE_GROUP
from tests.oracle.moments import months_earlier
from tests.oracle.momentum import interrupted_since
from tests.oracle.seen import Seen
from tests.oracle.signals.all import READINGS, UNCOUNTED
from tests.oracle.steps import STAGES

GROUP = {
    **{name: group for name, (group, _) in READINGS.items()},
    "volume_falling": "trade",
    "order_overdue": "trade",
    "complaint_open": "quality",
    "contact_silence": "contact",
    "competitor_active": "rivalry",
}


def risk(*, stage: str, peak: str, fired: Mapping[str, str], crisis_before: bool, seen: Seen) -> str | None:
    """fired: severity by name of signal. crisis_before: one of them was a crisis at the month-end review before."""
    if all(e["type"] in FILE_GROUP for e in seen.past):
        return None
    if is_lost(seen):
        return "lost"
    if stage == "development" and not seen.orders:
        return "prevention"
    interrupted = interrupted_since(seen) is not None
    fired = {name: level for name, level in fired.items() if counts(name)}
    levels = list(fired.values())
    if "crisis" in levels or ended_by(seen) == "customer" or (interrupted and is_worth_saving(peak, seen)):
        return "rescue"
    watched = {GROUP[name] for name, level in fired.items() if level == "watch"}
    if "alert" in levels or interrupted or crisis_before or len(watched) >= seen.policy["watch_groups"]:
        return "control"
    return "prevention"


def counts(name: str) -> bool:
    """Whether the signal enters the status."""
    return GROUP[name] not in UNCOUNTED


def ended_by(seen: Seen) -> str | None:
    return seen.end_in_force["data"]["by"] if seen.end_in_force else None


def is_worth_saving(peak: str, seen: Seen) -> bool:
    return (
        STAGES.index(peak) >= STAGES.index("stable")
        or len(seen.order_days(seen.orders)) >= seen.policy["rescue_order_days"]
        or seen.tier in seen.policy["rescue_tiers"]
    )


def is_lost(seen: Seen) -> bool:
    return ended_by(seen) == "us" or given_up(seen) or interrupted_too_long(seen)


def given_up(seen: Seen) -> bool:
    closed = [e for e in seen.of("RecoveryClosed") if e["data"]["result"] == "given_up"]
    return any(not seen.revived_after(e) for e in closed)


def interrupted_too_long(seen: Seen) -> bool:
    """interrupted_since lies 24 months back, and nobody resumed the relationship from the day that made it lost."""
    since, months = interrupted_since(seen), seen.policy["lost_months"]
    if since is None or since > seen.moment.day_before(months):
        return False
    resumed = [seen.day_of(e) for e in seen.of("RelationshipResumed")]
    return not any(since <= months_earlier(day, months, keep_month_end=True) for day in resumed)
