"""How trade changes, how smoothly it runs and what it costs (section 8), of the last 12 months."""

from collections.abc import Sequence
from fractions import Fraction

from tests.oracle.effective import Event, by_time
from tests.oracle.loyalty.drivers import due_of_year
from tests.oracle.loyalty.scores import bought_before
from tests.oracle.money import minor, order_amount
from tests.oracle.seen import Seen
from tests.oracle.signals.care import is_late
from tests.oracle.signals.contact import CONTACT
from tests.oracle.signals.contentment import in_force

Figure = Fraction | int | None


def trade(seen: Seen) -> dict[str, Figure]:
    """Each None below five cases."""
    orders = seen.inside(seen.orders, 12)
    due = due_of_year(seen)
    decided = seen.inside(seen.of("QuotationDecided"), 12)
    before = bought_before(seen)
    ordered = sum(order_amount(e["data"]) for e in orders if e["data"]["currency"] == seen.currency)
    return {
        "volume": Fraction(seen.purchases, before) if len(seen.inside(seen.orders, 24)) >= 5 and before else None,
        "delivery_days": median(delivery_days(seen)),
        "on_time": rate([not is_late(*pair) for pair in due]),
        "payment_days": median(payment_days(seen)),
        "quotations_won": rate([e["data"]["result"] == "won" for e in decided]),
        "resolution_days": median(resolution_days(seen)),
        "returned": Fraction(returned(seen), ordered) if len(orders) >= 5 and ordered else None,
        "mean_discount": sum((discount(seen, e) for e in orders), Fraction(0)) / len(orders)
        if len(orders) >= 5
        else None,
        "contact_days_per_order": contact_days(seen, len(orders)),
    }


def rate(cases: Sequence[bool]) -> Figure:
    return Fraction(sum(cases), len(cases)) if len(cases) >= 5 else None


def median(cases: Sequence[int]) -> Figure:
    """Days, rounded half up."""
    if len(cases) < 5:
        return None
    ordered, middle = sorted(cases), len(cases) // 2
    twice = 2 * ordered[middle] if len(cases) % 2 else ordered[middle - 1] + ordered[middle]
    return (twice + 1) // 2


def delivery_days(seen: Seen) -> list[int]:
    """From the order to its first delivery, of deliveries of the year."""
    found = []
    for order in seen.orders:
        came = [e for e in seen.of("OrderDelivered") if e["data"]["order_id"] == order["data"]["order_id"]]
        if came and seen.inside([first := min(came, key=by_time)], 12):
            found.append((seen.day_of(first) - seen.day_of(order)).days)
    return found


def payment_days(seen: Seen) -> list[int]:
    """Of invoices of which all but one per cent was paid or credited in the year."""
    found = []
    for issued in seen.of("InvoiceIssued"):
        data = issued["data"]
        names = ("PaymentReceived", "CreditNoteIssued")
        paid = [e for e in seen.of(*names) if e["data"]["invoice_id"] == data["invoice_id"]]
        owed = minor(data["amount"], data["currency"])
        settled = settled_by(owed, sorted(paid, key=by_time), data["currency"]) if owed else issued
        if settled and seen.inside([settled], 12):
            found.append((seen.day_of(settled) - seen.day_of(issued)).days)
    return found


def settled_by(owed: int, paid: Sequence[Event], currency: str) -> Event | None:
    left = owed
    for event in paid:
        left -= minor(event["data"]["amount"], currency)
        if left * 100 <= owed:
            return event
    return None


def resolution_days(seen: Seen) -> list[int]:
    """From the raising or reopening to the resolution, of resolutions of the year."""
    found = []
    for raised in seen.of("ComplaintRaised"):
        name, began = raised["data"]["complaint_id"], None
        steps = [e for e in seen.of("ComplaintResolved", "ComplaintReopened") if e["data"]["complaint_id"] == name]
        for step in sorted([raised, *steps], key=by_time):
            if step["type"] != "ComplaintResolved":
                began = step
            elif began is not None:
                if seen.inside([step], 12):
                    found.append((seen.day_of(step) - seen.day_of(began)).days)
                began = None
    return found


def returned(seen: Seen) -> int:
    back = seen.inside(seen.of("GoodsReturned"), 12)
    return sum(minor(e["data"]["amount"], seen.currency) for e in back if e["data"]["currency"] == seen.currency)


def discount(seen: Seen, order: Event) -> Fraction:
    """The percents of discount in force on the day of an order, as a part of one."""
    given = [e for e in seen.of("ConcessionGranted") if e["data"]["kind"] == "discount"]
    sizes = [e["data"].get("size") for e in given if in_force(seen, e, seen.day_of(order))]
    return sum((Fraction(size) for size in sizes if size is not None), Fraction(0)) / 100


def contact_days(seen: Seen, orders: int) -> Figure:
    """Per order; None while no contact was ever recorded."""
    if orders < 5 or not seen.of(*CONTACT):
        return None
    begin = seen.moment.day_before(12)
    days = {(c, seen.day_of(e)) for e in seen.of(*CONTACT) for c in e["data"]["contact_ids"] if seen.day_of(e) > begin}
    return Fraction(len(days), orders)
