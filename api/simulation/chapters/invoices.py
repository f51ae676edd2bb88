"""Money owed: invoices, paid by habit, late in bad times, not at all before we end it for that."""

from api.simulation.clock import date_text, workday
from api.simulation.telling import Data, Telling

UNPAID_BEFORE_END_DAYS = 150  # so long before we stop delivering, nothing is paid any more


def invoice(telling: Telling, order: str, day: int, minor: int, after: int) -> int:
    """The invoice of a delivery, and its payment; answers when the invoice is recorded."""
    chance, diary, currency = telling.chance, telling.diary, telling.life.company.currency
    number, due = f"IN-{order}", day + chance.pick((30, 30, 45, 60))
    data: Data = {"invoice_id": number, "currency": currency, "amount": telling.money(minor), "due_on": date_text(due)}
    issued = diary.by_machine("InvoiceIssued", diary.at(day), data, after=after, name=number)
    if _refused(telling, due):
        return issued
    late = chance.between(15, 70) if _late(telling, due) else chance.between(-6, 8)
    paid = workday(max(due + telling.paying_habit + late, day))
    part = max(minor * chance.between(30, 80) // 100, 1) if chance.percent(4) else minor
    _pay(telling, number, paid, part, issued, 1)
    if part < minor:
        _pay(telling, number, workday(paid + chance.between(10, 50)), minor - part, issued, 2)
    return issued


def credit(telling: Telling, order: str, day: int, minor: int, after: int) -> None:
    """A credit note for what came back."""
    number, diary = f"IN-{order}", telling.diary
    data: Data = {"invoice_id": number, "currency": telling.life.company.currency, "amount": telling.money(minor)}
    diary.by_machine("CreditNoteIssued", diary.at(day), data, after=after, name=f"CN-{order}")


def _pay(telling: Telling, number: str, day: int, minor: int, after: int, time: int) -> None:
    data: Data = {"invoice_id": number, "currency": telling.life.company.currency, "amount": telling.money(minor)}
    telling.diary.by_machine("PaymentReceived", telling.diary.at(day), data, after=after, name=f"PY-{number}-{time}")


def _late(telling: Telling, due: int) -> bool:
    return telling.chance.percent(20 if telling.harm_on(due) is not None else 4)


def _refused(telling: Telling, due: int) -> bool:
    ends = [harm.on for harm in telling.life.harms if harm.kind.name == "ended_by_us"]
    return bool(ends) and due > ends[0] - UNPAID_BEFORE_END_DAYS
