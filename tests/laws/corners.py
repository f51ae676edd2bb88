"""Tiny histories in which one fact lies on the edge of one window, with just what makes that fact matter.

Each takes the moment of the review and the moment of the fact, and gives what happened.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.laws.documents import Document
from tests.oracle.moments import Moment

What = tuple[str, datetime, dict[str, Any]]
Corner = Callable[[Moment, datetime], list[What]]
DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Edge:
    """months: the fact is tried around the moment so many months before the review, or around its local day."""

    months: int
    corner: Corner


def registered(at: datetime, **more: Any) -> What:
    return "CustomerRegistered", at, {"name": "C", "currency": "EUR"} | more


def order(at: datetime, amount: str = "100.00") -> What:
    return "OrderPlaced", at, {"order_id": f"O{at:%Y%m%d%H%M%S%f}", "amount": amount, "currency": "EUR"}


def contact(at: datetime, contact_id: str, department: str, level: str = "middle") -> What:
    return "ContactAdded", at, {"contact_id": contact_id, "name": "N", "department": department, "level": level}


def visit(at: datetime, *contact_ids: str) -> What:
    return "VisitMade", at, {"contact_ids": list(contact_ids)}


def executives(at: datetime) -> What:
    return "ExecutiveMeetingHeld", at, {"contact_ids": [], "our_executive": "Wei"}


def estimate(at: datetime, amount: str) -> What:
    return "AnnualSpendEstimated", at, {"amount": amount, "currency": "EUR"}


def monthly(at: datetime, months: int, amount: str = "100.00") -> list[What]:
    """Orders every 30 days, the latest on that instant."""
    return [order(at - n * 30 * DAY, amount) for n in range(months)]


def stable_since(at: datetime) -> list[What]:
    """What makes a stable customer, from then on."""
    people = [contact(at, "K1", "Quality"), contact(at + DAY, "K2", "Logistics"), estimate(at + 2 * DAY, "1000.00")]
    return [registered(at - DAY), *people, visit(at + 3 * DAY, "K1", "K2")]


def purchases(now: Moment, at: datetime) -> list[What]:
    back = "GoodsReturned", at + 40 * DAY, {"amount": "30.00", "currency": "EUR"}
    return [registered(at - 900 * DAY), order(at), order(at + 30 * DAY), back]


def returns(now: Moment, at: datetime) -> list[What]:
    return [
        registered(at - 900 * DAY),
        order(now.at - 9 * DAY),
        ("GoodsReturned", at, {"amount": "30.00", "currency": "EUR"}),
    ]


def departments(now: Moment, at: datetime) -> list[What]:
    return [registered(at - 900 * DAY), contact(at - 20 * DAY, "K1", "Quality"), visit(at, "K1")]


def described_on_the_day(now: Moment, at: datetime) -> list[What]:
    """Two changes on the day of the meeting or next to it, and one contact described only later."""
    hour = timedelta(hours=1)
    return [
        registered(at - 90 * DAY),
        contact(at - 20 * DAY, "K1", "Quality"),
        visit(at, "K1"),
        ("ContactChanged", at - 9 * hour, {"contact_id": "K1", "department": "Logistics"}),
        ("ContactChanged", at + 9 * hour, {"contact_id": "K1", "department": "Sales"}),
        contact(at + hour, "K2", "Sales"),
        visit(at + 2 * hour, "K2"),
    ]


def lapse(now: Moment, at: datetime) -> list[What]:
    return [registered(at - 90 * DAY), order(at)]


def lapse_by_gaps(now: Moment, at: datetime) -> list[What]:
    """Three order-days with gaps of 300 days: the window is 600 days, if the first still counts."""
    return [registered(at - 90 * DAY), order(at), order(at + 300 * DAY), order(at + 600 * DAY)]


def lapse_by_long_gaps(now: Moment, at: datetime) -> list[What]:
    return [registered(at - 2000 * DAY), order(at - 1400 * DAY), order(at - 700 * DAY), order(at)]


def looked_back_on(now: Moment, at: datetime) -> list[What]:
    """Three order-days, of which the first may be too old for the gaps; the last is 15 months ago."""
    return [registered(at - DAY), order(at), order(at + 700 * DAY), order(now.before(15).at)]


def evaluation(now: Moment, at: datetime) -> list[What]:
    held = "SupplierEvaluationHeld", at, {"rank": 1}
    known = [e for e in stable_since(at - 400 * DAY) if e[0] != "AnnualSpendEstimated"]
    return [*known, *monthly(now.at - 9 * DAY, 24), visit(now.at - 40 * DAY, "K1", "K2"), held]


def tier(now: Moment, at: datetime) -> list[What]:
    """An interrupted customer that is worth saving only for its tier."""
    return [registered(at - 900 * DAY), order(now.before(20).at), ("TierAssigned", at, {"tier": "B"})]


def binding(now: Moment, at: datetime) -> list[What]:
    formed = "BindingFormed", at, {"binding_id": "B", "kind": "equity"}
    return [registered(at - DAY), formed, order(now.at - 9 * DAY), executives(now.at - 20 * DAY)]


def binding_with_end(now: Moment, at: datetime) -> list[What]:
    ends_on = at.astimezone(now.zone).date().isoformat()
    formed = "BindingFormed", at - 99 * DAY, {"binding_id": "B", "kind": "equity", "ends_on": ends_on}
    return [registered(at - 200 * DAY), formed]


def executive_meeting(now: Moment, at: datetime) -> list[What]:
    """The only executive meeting, of a customer with everything else a partner has."""
    formed = "BindingFormed", now.at - 500 * DAY, {"binding_id": "B", "kind": "equity"}
    known = stable_since(now.at - 700 * DAY)
    return [*known, *monthly(now.at - 9 * DAY, 24), visit(now.at - 200 * DAY, "K1", "K2"), formed, executives(at)]


def first_order(now: Moment, at: datetime) -> list[What]:
    """The first order of a customer that buys half as much again as half a year ago."""
    return [
        registered(at - DAY),
        order(at, "10.00"),
        *monthly(now.before(6).at - DAY, 8),
        order(now.at - DAY, "900.00"),
    ]


def first_order_day(now: Moment, at: datetime) -> list[What]:
    """The same, with a second order on the day of the first."""
    return [*first_order(now, at), order(at + timedelta(hours=3), "10.00")]


def fourth_order_day(now: Moment, at: datetime) -> list[What]:
    recent = [order(now.before(7).at), order(now.before(8).at), order(now.at - DAY, "500.00")]
    return [registered(at - 900 * DAY), order(at - 800 * DAY), order(at), *recent]


def exact_ratio(now: Moment, at: datetime) -> list[What]:
    """100, 100 and 100 in the year that ended half a year ago; 200 of it still counts, and 160 or 40 came since."""
    old = [order(now.before(17).at + DAY), order(now.before(10).at), order(now.before(8).at)]
    return [registered(at - 900 * DAY), order(now.before(30).at), *old, order(at - DAY, "160.00")]


def falling_ratio(now: Moment, at: datetime) -> list[What]:
    return [*exact_ratio(now, at)[:-1], order(at - DAY, "40.00")]


def waiting(now: Moment, at: datetime) -> list[What]:
    return [registered(at)]


def still_initial(now: Moment, at: datetime) -> list[What]:
    return [registered(at - DAY), estimate(at, "10000.00"), *monthly(now.at - DAY, 26)]


def long_interrupted(now: Moment, at: datetime) -> list[What]:
    return [registered(at - 400 * DAY), ("RelationshipEnded", at, {"by": "customer"}), order(at - 300 * DAY)]


def resumed_late(now: Moment, at: datetime) -> list[What]:
    """Ended three years ago; resumed about when that had been two years."""
    ended = "RelationshipEnded", now.before(36).at, {"by": "customer"}
    old = now.before(48).at
    return [registered(old), order(old + DAY), ended, ("RelationshipResumed", at, {})]


def ended_about_the_lapse(now: Moment, at: datetime) -> list[What]:
    """The last order 20 months ago, so lapsed 8 months ago; ended about then."""
    old = now.before(20).at
    return [registered(old - DAY), order(old), ("RelationshipEnded", at, {"by": "us"})]


def ended_by_a_main_customer(now: Moment, at: datetime) -> list[What]:
    """Up to stable by its share, and down because it was ended: down wins."""
    ended = "RelationshipEnded", at + timedelta(seconds=9), {"by": "customer"}
    return [*stable_since(now.before(3).at), order(at, "600.00"), ended]


def settling(now: Moment, at: datetime) -> list[What]:
    """A step at the month end before the review, and another one due."""
    return [*stable_since(now.before(2).at), order(at, "600.00")]


def at_the_review(now: Moment, at: datetime) -> list[What]:
    return [registered(at - 900 * DAY), order(at), executives(at + timedelta(microseconds=7))]


EDGES: Mapping[str, Edge] = {
    corner.__name__: Edge(months=months, corner=corner)
    for months, corner in (
        (0, at_the_review),
        (0, binding_with_end),
        (0, exact_ratio),
        (0, falling_ratio),
        (1, settling),
        (1, ended_by_a_main_customer),
        (3, described_on_the_day),
        (8, ended_about_the_lapse),
        (12, purchases),
        (12, returns),
        (12, departments),
        (12, lapse),
        (12, executive_meeting),
        (12, resumed_late),
        (12, waiting),
        (18, evaluation),
        (18, first_order),
        (18, first_order_day),
        (18, still_initial),
        (24, tier),
        (24, fourth_order_day),
        (24, long_interrupted),
        (36, binding),
        (36, lapse_by_long_gaps),
        (40, lapse_by_gaps),
        (60, looked_back_on),
    )
}


def as_documents(customer: str, happened: list[What], now: Moment) -> tuple[Document, ...]:
    """In order of time, known one second after they occurred; no two at one instant, none later than the year after."""
    documents: list[Document] = []
    taken: set[datetime] = set()
    for type_, at, data in sorted(happened, key=lambda what: what[1]):
        while at in taken:
            at += timedelta(microseconds=1)
        taken.add(at)
        name = f"{customer}-{len(documents) + 1}"
        known = at + timedelta(seconds=1)
        documents.append(
            Document(name=name, customer=customer, type=type_, occurred_at=at, recorded_at=known, data=data)
        )
    return tuple(d for d in documents if d.occurred_at < now.at + 365 * DAY)
