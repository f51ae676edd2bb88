"""competitor_active: what rivals were seen doing, by our own position."""

from datetime import date

from tests.oracle.effective import Event, by_time
from tests.oracle.seen import Seen

ORDER = (None, "watch", "alert", "crisis")


def competitor_active(seen: Seen, stage: str) -> tuple[str | None, date | None]:
    """The worst of the activities that count, and the day of the earliest of them."""
    found = [(severity(seen, e, stage), seen.day_of(e)) for e in seen.of("CompetitorActivityObserved")]
    firing = [(level, day) for level, day in found if level is not None]
    if not firing:
        return None, None
    return max((level for level, _ in firing), key=ORDER.index), min(day for _, day in firing)


def severity(seen: Seen, activity: Event, stage: str) -> str | None:
    kind, age = activity["data"]["kind"], (seen.moment.day - seen.day_of(activity)).days
    if age >= seen.policy["rival_order_won_days" if kind == "order_won" else "rival_days"]:
        return None
    if stage in ("stable", "strategic"):
        if kind == "order_won" and activity["data"].get("scope") in ("main", "framework"):
            return "crisis"
        return "watch" if kind == "contact" else "alert"
    if stage == "initial" and kind != "contact":
        lost = [e for e in seen.of("QuotationDecided") if e["data"]["result"] == "lost"]
        after_loss = any(by_time(e) < by_time(activity) for e in lost)
        return "alert" if kind == "order_won" and after_loss else "watch"
    return None
