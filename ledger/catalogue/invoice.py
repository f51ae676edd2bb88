"""What the customer owes us and pays."""

from typing import Annotated, ClassVar

from ledger.catalogue.fields import Amount, Currency, Date, Id
from ledger.catalogue.frame import Body, Stored
from ledger.catalogue.marks import Names, Refers

InvoiceRef = Annotated[Id, Refers("invoice")]


class InvoiceIssued(Body):
    """We asked for money, due on a day."""

    stored: ClassVar = Stored("InvoiceIssued", schema=1, group="trade", about="invoice_id")

    invoice_id: Annotated[Id, Names("invoice")]
    currency: Currency
    amount: Amount
    due_on: Date


class CreditNoteIssued(Body):
    """Part of an invoice, or all of it, is not owed after all; in the currency of the invoice."""

    stored: ClassVar = Stored("CreditNoteIssued", schema=1, group="trade", about="invoice_id")

    invoice_id: InvoiceRef
    currency: Currency
    amount: Amount


class PaymentReceived(Body):
    """Money came in for an invoice, in the currency of the invoice."""

    stored: ClassVar = Stored("PaymentReceived", schema=1, group="trade", about="invoice_id")

    invoice_id: InvoiceRef
    currency: Currency
    amount: Amount
