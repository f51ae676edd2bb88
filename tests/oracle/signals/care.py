"""What we owe them: answers, promises, deliveries, goods that stay where they are."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from tests.oracle.effective import Event, by_time
from tests.oracle.money import minor, order_amount
from tests.oracle.signals.case import Case, Fires, days_after, fires, graded, worst
from tests.oracle.signals.complaints import kind_of

GRACE = timedelta(days=1)


def complaint_unacknowledged(case: Case) -> Fires | None:
    seen = case.seen
    dealt_with = {e["data"]["complaint_id"] for e in seen.of("ComplaintAcknowledged", "ComplaintResolved")}
    found = []
    for raised in seen.of("ComplaintRaised"):
        if raised["data"]["complaint_id"] not in dealt_with:
            age = seen.moment.at - raised["occurred_at"]
            begins = (raised["occurred_at"] + timedelta(hours=24)).astimezone(seen.zone).date()
            hours = age / timedelta(hours=1)
            found.append(fires(graded(hours, watch=24, alert=48), begins))
    return worst(found)


def complaint_repeated(case: Case) -> Fires | None:
    raised = case.seen.of("ComplaintRaised")
    return worst(
        repeated(case, [e for e in raised if e["data"]["category"] == category])
        for category in {e["data"]["category"] for e in raised}
    )


def repeated(case: Case, raised: Sequence[Event]) -> Fires | None:
    now = [e for e in raised if case.within(e, 90)]
    before = [e for e in raised if not case.within(e, 90) and case.within(e, 90 + 365)]
    orders_now = [e for e in case.seen.orders if case.within(e, 90)]
    orders_before = [e for e in case.seen.orders if not case.within(e, 90) and case.within(e, 90 + 365)]
    if len(before) >= 3 and len(now) * len(orders_before) < 2 * len(before) * len(orders_now):
        return None
    return fires(graded(len(now), watch=2, alert=3, crisis=5))


def complaint_unsatisfied(case: Case) -> Fires | None:
    steps = case.seen.of("ComplaintRaised", "ComplaintResolved", "ComplaintReopened")
    latest = {e["data"]["complaint_id"]: e for e in sorted(steps, key=by_time)}
    unhappy = [
        e
        for e in latest.values()
        if e["type"] == "ComplaintResolved" and e["data"].get("satisfied") is False and case.within(e, 90)
        if kind_of(case.seen, e)  # raised before
    ]
    return fires(graded(len(unhappy), alert=1, crisis=3))


def request_open(case: Case) -> Fires | None:
    asked = [e for e in case.seen.of("RequestRaised") if case.seen.is_open(e, "RequestAnswered", "request_id")]
    return worst(fires(graded(case.age(e), watch=2, alert=7), days_after(case.seen.day_of(e), 2)) for e in asked)


def promise_broken(case: Case) -> Fires | None:
    made = sorted(case.seen.of("CommitmentMade"), key=by_time)
    due = {e["data"]["commitment_id"]: date.fromisoformat(e["data"]["due_on"]) for e in made if e["data"]["by"] == "us"}
    kept = {e["data"]["commitment_id"]: case.seen.day_of(e) for e in case.seen.of("CommitmentKept")}
    passed = {name: day for name, day in due.items() if 0 < (case.today - day).days < 182}
    late = {name: day for name, day in passed.items() if name not in kept or kept[name] > day}
    still_open = [name for name in late if name not in kept]
    level = "crisis" if len(still_open) >= 3 else graded(len(late), watch=1, alert=2)
    return fires(level, min(late.values(), default=case.today) + timedelta(days=1))


def promised(case: Case) -> list[tuple[date, date | None]]:
    """Of every order with a promise: the day promised last, and the day of delivery."""
    delivered: dict[str, Event] = {}
    for e in sorted(case.seen.of("OrderDelivered"), key=by_time, reverse=True):
        delivered[e["data"]["order_id"]] = e
    found = []
    for order in case.seen.orders:
        delivery = delivered.get(order["data"]["order_id"])
        day = (delivery["data"].get("promised_on") if delivery else None) or order["data"].get("promised_on")
        if day is not None:
            found.append((date.fromisoformat(day), case.seen.day_of(delivery) if delivery else None))
    return found


def is_late(day: date, delivered: date | None) -> bool:
    """What has not come by its day is late that day; what came has a day of grace."""
    return delivered is None or delivered > day + GRACE


def late_deliveries(case: Case) -> Fires | None:
    begin = case.seen.moment.day_before(12)
    due = [(day, delivered) for day, delivered in promised(case) if begin < day <= case.today]
    if len(due) < 5:
        return None
    late = sum(is_late(*pair) for pair in due)
    rate = Fraction(late, len(due))
    level = graded(rate, watch=Fraction(5, 100), alert=Fraction(10, 100))
    return fires("crisis" if rate >= Fraction(25, 100) and late >= 3 else level)


def returns_high(case: Case) -> Fires | None:
    seen = case.seen
    orders = seen.inside(seen.orders, 12)
    ordered = sum(order_amount(e["data"]) for e in orders if e["data"]["currency"] == seen.currency)
    returns = seen.inside(seen.of("GoodsReturned"), 12)
    own = [e for e in returns if e["data"]["currency"] == seen.currency]
    if len(orders) < 3 or not ordered:
        return None
    rate = Fraction(sum(minor(e["data"]["amount"], seen.currency) for e in own), ordered)
    if rate >= Fraction(25, 100) and len(returns) >= 3:
        return fires("crisis")
    return fires(graded(rate, watch=Fraction(5, 100), alert=Fraction(10, 100))) if len(returns) >= 2 else None
