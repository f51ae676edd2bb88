"""How they see us beside others: evaluations, tenders, openings, rivals they prefer, contracts, invoices."""

from datetime import date, timedelta
from fractions import Fraction

from tests.oracle.effective import Event, by_time
from tests.oracle.money import minor
from tests.oracle.signals.case import Case, Fires, days_after, fires, graded, worst

MAIN = ("stable", "strategic")


def evaluation_dropped(case: Case) -> Fires | None:
    held = sorted(case.seen.of("SupplierEvaluationHeld"), key=by_time)
    if not held or not case.seen.inside(held[-1:], 18):
        return None
    now = held[-1]["data"]
    if now.get("delisted"):
        return fires("crisis")
    if len(held) < 2:
        return None
    before = held[-2]["data"]
    if before["rank"] == 1 and now["rank"] > 1:
        return fires("alert")
    then, score = Fraction(before.get("score") or 0), now.get("score")
    fell = score is not None and then > 0 and Fraction(score) <= then * Fraction(9, 10)
    return fires("watch" if now["rank"] > before["rank"] or fell else None)


def tender_open(case: Case) -> Fires | None:
    """Not yet due; the day it is due it still is open."""
    if case.stage not in MAIN:
        return None
    tenders = case.seen.of("TenderAnnounced")
    running = [e for e in tenders if date.fromisoformat(e["data"]["due_on"]) >= case.today]
    return worst(fires("alert", case.seen.day_of(e)) for e in running)


def exposed(case: Case) -> Fires | None:
    if case.stage not in MAIN:
        return None
    openings = case.seen.of("OpeningObserved")
    found = [e for e in openings if case.seen.is_open(e, "OpeningClosed", "opening_id")]
    return worst(fires("watch", case.seen.day_of(e)) for e in found)


def payment_overdue(case: Case) -> Fires | None:
    """The oldest invoice of which more than one percent is open."""
    found = []
    for invoice in case.seen.of("InvoiceIssued"):
        data = invoice["data"]
        settled = sum(
            minor(e["data"]["amount"], data["currency"])
            for e in case.seen.of("PaymentReceived", "CreditNoteIssued")
            if e["data"]["invoice_id"] == data["invoice_id"]
        )
        asked = minor(data["amount"], data["currency"])
        if asked and Fraction(asked - settled, asked) > Fraction(1, 100):
            due = date.fromisoformat(data["due_on"])
            overdue = (case.today - due).days
            found.append(fires(graded(overdue, watch=15, alert=45, crisis=90), days_after(due, 15)))
    return worst(found)


def contract_expiring(case: Case) -> Fires | None:
    """The contract that ends last of those not ended; nothing once it was ended by ContractEnded."""
    told: dict[str, Event] = {}
    for e in sorted(case.seen.of("ContractSigned", "ContractRenewed"), key=by_time):
        told[e["data"]["contract_id"]] = e
    for e in case.seen.of("ContractEnded"):
        told.pop(e["data"]["contract_id"], None)
    if not told:
        return None
    ends = [(date.fromisoformat(e["data"]["ends_on"]), case.seen.day_of(e)) for e in told.values()]
    last = max(end for end, _ in ends)
    heard = min(day for end, day in ends if end == last)
    left, begins = (last - case.today).days, max(last - timedelta(days=90), heard)
    if left >= 0:
        return fires("alert" if left <= 30 else "watch" if left <= 90 else None, begins)
    if -left > 180:
        return None
    ordered = any(case.seen.day_of(order) > last for order in case.seen.orders)
    return fires("alert" if ordered else "crisis", begins)
