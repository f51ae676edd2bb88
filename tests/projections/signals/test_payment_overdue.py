"""payment_overdue: the oldest invoice with more than one percent open."""

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import Happened, happened, registered, severity, signal

INVOICE = {"invoice_id": "I-1", "amount": "1000.00", "currency": "EUR"}
INVOICED = [registered(), happened("2025-01-01", "InvoiceIssued", **INVOICE, due_on="2025-02-01")]


def paid(on: str, amount: str, type_: str = "PaymentReceived") -> Happened:
    return happened(on, type_, **(INVOICE | {"amount": amount}))


@shows("payment_overdue")
@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2025-02-15", None),
        ("2025-02-16", "watch"),
        ("2025-03-17", "watch"),
        ("2025-03-18", "alert"),
        ("2025-05-01", "alert"),
        ("2025-05-02", "crisis"),
    ],
)
def test_it_grows_with_the_days_since_it_was_due(on: str, expected: str | None) -> None:
    assert severity("payment_overdue", INVOICED, on) == expected


@pytest.mark.parametrize(("amount", "expected"), [("989.99", "watch"), ("990.00", None)])
def test_up_to_one_percent_may_stay_open(amount: str, expected: str | None) -> None:
    assert severity("payment_overdue", [*INVOICED, paid("2025-01-20", amount)], "2025-02-20") == expected


def test_payments_and_credit_notes_add_up_from_their_own_time_on() -> None:
    events = [*INVOICED, paid("2025-02-10", "600.00"), paid("2025-02-25", "400.00", "CreditNoteIssued")]
    assert severity("payment_overdue", events, "2025-02-24") == "watch"
    assert severity("payment_overdue", events, "2025-02-25") is None


def test_the_oldest_gives_the_numbers() -> None:
    second = happened("2025-01-05", "InvoiceIssued", **(INVOICE | {"invoice_id": "I-2"}), due_on="2025-02-05")
    found = signal("payment_overdue", [*INVOICED, second, paid("2025-02-10", "250.00")], "2025-03-20")
    assert found is not None
    assert (found["value"], found["threshold"], found["since"]) == (47, 45, "2025-02-16")
    assert (found["evidence"], found["cause"]) == ([2, 3], "customer")
    assert found["reason"] == (
        "Invoice I-1 was due on 1 Feb 2025 and is 47 days overdue; EUR 750.00 of it is open; 1 more."
    )


def test_two_invoices_of_one_customer_do_not_pay_for_each_other() -> None:
    second = happened("2025-01-05", "InvoiceIssued", **(INVOICE | {"invoice_id": "I-2"}), due_on="2025-02-05")
    events = [*INVOICED, second, happened("2025-01-20", "PaymentReceived", **(INVOICE | {"invoice_id": "I-2"}))]
    found = signal("payment_overdue", events, "2025-03-20")
    assert found is not None
    assert found["parts"]["invoice_id"] == "I-1"
    assert found["evidence"] == [2]
