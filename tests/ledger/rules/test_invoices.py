"""Invoices, payments, credit notes: one currency, and no more than is open without a flag."""

import pytest

from ledger.errors import AlreadyRegistered, RuleBroken, UnknownReference
from ledger.relationship import subjects_needed
from tests.ledger.rules.scenario import ISSUED, REGISTERED, Story, corrected, paid, restored, retracted, wanted

CREDITED = ("CreditNoteIssued", {"invoice_id": "I-1", "currency": "EUR", "amount": "30.00"})


def test_an_invoice_is_issued_once() -> None:
    assert Story(REGISTERED, ISSUED).refuses(*ISSUED, AlreadyRegistered).pointer == "/data/invoice_id"


@pytest.mark.parametrize("settled", [CREDITED, paid("5.00")])
def test_what_settles_an_invoice_names_one_that_is_recorded(settled: tuple[str, dict[str, str]]) -> None:
    assert Story(REGISTERED).refuses(*settled, UnknownReference).pointer == "/data/invoice_id"


@pytest.mark.parametrize("kind", ["CreditNoteIssued", "PaymentReceived"])
def test_what_settles_an_invoice_is_in_its_currency(kind: str) -> None:
    data = {"invoice_id": "I-1", "currency": "JPY", "amount": "5"}
    refused = Story(REGISTERED, ISSUED).refuses(kind, data, RuleBroken)
    assert refused.pointer == "/data/currency"
    assert "EUR" in refused.message


def test_paying_to_the_last_cent_is_as_it_should_be() -> None:
    story = Story(REGISTERED, ISSUED, paid("69.99"), CREDITED)
    assert story.then(*paid("0.01")) == ()
    assert story.then(*paid("0.00")) == ()


@pytest.mark.parametrize("settled", [CREDITED, paid("30.01")])
def test_more_than_is_open_is_recorded_and_flagged(settled: tuple[str, dict[str, str]]) -> None:
    assert Story(REGISTERED, ISSUED, paid("70.01")).then(*settled) == ("above_open",)


def test_a_payment_may_come_before_the_invoice_but_a_credit_note_hardly() -> None:
    story = Story(REGISTERED, ISSUED)
    assert story.then(*paid("10.00"), on="2025-03-01") == ()
    assert story.then(*CREDITED, on="2025-03-01") == ("before_invoice",)


def test_what_is_retracted_or_corrected_is_counted_as_it_stands_now() -> None:
    story = Story(REGISTERED, ISSUED, paid("90.00"), retracted("e3"))
    assert story.then(*paid("100.00")) == ()
    story.then(*corrected("e5", paid("20.00")[1]))
    assert story.then(*paid("80.00")) == ()
    assert story.then(*restored("e3")) == ("above_open",)


class TestCorrections:
    def test_an_invoice_keeps_the_currency_of_its_payments(self) -> None:
        story = Story(REGISTERED, ISSUED, paid("90.00"))
        refused = story.refuses(*corrected("e2", ISSUED[1] | {"currency": "USD"}), RuleBroken)
        assert refused.pointer == "/data/data/currency"

    def test_an_invoice_without_payments_may_be_in_another_currency(self) -> None:
        story = Story(REGISTERED, ISSUED)
        assert story.then(*corrected("e2", ISSUED[1] | {"currency": "USD"})) == ()
        assert story.then(*paid("1.00", "USD")) == ()

    def test_an_invoice_corrected_below_what_is_paid_is_flagged(self) -> None:
        story = Story(REGISTERED, ISSUED, paid("90.00"))
        assert story.then(*corrected("e2", ISSUED[1] | {"amount": "90.00"})) == ()
        assert story.then(*corrected("e2", ISSUED[1] | {"amount": "89.99"})) == ("above_open",)

    def test_a_payment_is_not_held_against_itself(self) -> None:
        story = Story(REGISTERED, ISSUED, paid("90.00"))
        assert story.then(*corrected("e3", paid("100.00")[1])) == ()
        assert story.then(*corrected("e3", paid("100.01")[1])) == ("above_open",)

    def test_a_payment_of_an_invoice_issued_anew_in_another_currency_does_not_come_back(self) -> None:
        story = Story(REGISTERED, ISSUED, paid("90.00"), retracted("e3"), retracted("e2"))
        story.then("InvoiceIssued", ISSUED[1] | {"currency": "USD"})
        assert "USD" in story.refuses(*restored("e3"), RuleBroken).message

    def test_a_correction_of_the_currency_does_not_come_back_once_payments_stand_in_the_other(self) -> None:
        story = Story(REGISTERED, ISSUED, corrected("e2", ISSUED[1] | {"currency": "USD"}), paid("1.00", "USD"))
        assert "USD" in story.refuses(*restored("e2"), RuleBroken).message


def test_all_of_an_invoice_is_loaded_for_a_payment() -> None:
    assert subjects_needed(wanted(*paid("1.00"))) == {"customer", "invoice:I-1"}
