"""Payments and credit notes: in the currency of their invoice, and no more than is open."""

from collections.abc import Iterator

from ledger.errors import RuleBroken
from ledger.money import to_minor
from ledger.rules.case import Case

INVOICE = "InvoiceIssued"


def check_invoice(case: Case) -> Iterator[str]:
    """All is in the currency of the invoice. Flag `above_open`: more is paid and credited than was asked for."""
    known = case.others(f"invoice:{case.data['invoice_id']}")
    currency = case.data["currency"]
    if other := next((event.data["currency"] for event in known if event.data["currency"] != currency), None):
        raise RuleBroken(
            f'invoice "{case.data["invoice_id"]}" is in {other}',
            "record this in that currency, or correct what is wrong there",
            f"{case.pointer}/currency",
        )
    amounts = [(case.type, case.data["amount"]), *((event.type, event.data["amount"]) for event in known)]
    open_minor = sum(to_minor(text, currency) * (1 if kind == INVOICE else -1) for kind, text in amounts)
    if open_minor < 0:
        yield "above_open"
