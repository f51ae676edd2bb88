"""Short words for tiny hand-made histories."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.oracle.effective import Event
from tests.oracle.judgement import Review, judge
from tests.oracle.policy import DEFAULTS, Policy

UTC_ZONE = ZoneInfo("UTC")


def at(text: str) -> datetime:
    """An instant in UTC; a date alone means noon."""
    return datetime.fromisoformat(text if "T" in text else f"{text}T12:00:00").replace(tzinfo=UTC)


def event(kind: str, when: str, /, *, known: str | None = None, named: str = "", **data: Any) -> Event:
    """known: when it was recorded, a second after it occurred unless said; named: its event_id."""
    recorded = at(known) if known else at(when) + timedelta(seconds=1)
    return {"type": kind, "occurred_at": at(when), "recorded_at": recorded, "event_id": named, "data": data}


def order(
    when: str, amount: str = "100.00", *, order_id: str | None = None, currency: str = "EUR", **more: Any
) -> Event:
    return event("OrderPlaced", when, order_id=order_id or when, amount=amount, currency=currency, **more)


def registered(when: str, **data: Any) -> Event:
    return event("CustomerRegistered", when, **{"name": "Anna Works", "currency": "EUR"} | data)


def contact(when: str, contact_id: str, department: str, level: str = "operational") -> Event:
    return event("ContactAdded", when, contact_id=contact_id, name="N", department=department, level=level)


def visit(when: str, *contact_ids: str) -> Event:
    return event("VisitMade", when, contact_ids=list(contact_ids))


def executives(when: str, *contact_ids: str) -> Event:
    return event("ExecutiveMeetingHeld", when, contact_ids=list(contact_ids), our_executive="Wei")


def estimate(when: str, amount: str, **data: Any) -> Event:
    return event("AnnualSpendEstimated", when, **{"amount": amount, "currency": "EUR"} | data)


def numbered(events: Sequence[Event]) -> list[Event]:
    """Positions in the order given, all of customer C."""
    return [
        e | {"position": n, "customer": "C", "event_id": e["event_id"] or f"e{n}"}
        for n, e in enumerate(events, start=1)
    ]


def all_reviews(
    events: Sequence[Event],
    as_of: date | datetime,
    *,
    zone: ZoneInfo = UTC_ZONE,
    known_at: datetime | None = None,
    policy: Policy = DEFAULTS,
) -> list[Review]:
    done = judge(numbered(events), as_of=as_of, known_at=known_at, policy=policy, zone=zone)["C"]
    assert done is not None, "the customer is not in the book"
    return done


def last_review(events: Sequence[Event], as_of: date | datetime, **more: Any) -> Review:
    return all_reviews(events, as_of, **more)[-1]


def stages(events: Sequence[Event], as_of: date) -> dict[str, str]:
    """Stage by review date."""
    return {review.on.isoformat(): review.stage for review in all_reviews(events, as_of)}
