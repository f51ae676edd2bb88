"""Invoices, and when each was paid as far as it matters."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from projections.amounts import digits
from projections.effective import History
from projections.facts import Facts
from projections.rows import NEVER, Rows
from projections.windows import Ints

ISSUED, SETTLING = "InvoiceIssued", ("PaymentReceived", "CreditNoteIssued")
OPEN_PERCENT = 1  # what is left open of an invoice that counts as paid, at most


@dataclass(frozen=True, kw_only=True)
class Invoices:
    """rows: every InvoiceIssued. due: local day numbers. paid_at: the moment at which not more than OPEN_PERCENT of it
    was left open; NEVER while more is. invoice, at, minor: per payment and credit note the place of its invoice among
    `rows`, its moment, and what it settles.
    """

    rows: Rows
    due: Ints
    paid_at: Ints
    invoice: Ints
    at: Ints
    minor: Ints


def read_invoices(facts: Facts) -> Invoices:
    """Of all customers; what settles an invoice is in its currency."""
    rows = facts.history.of(ISSUED)
    invoice, settling = _matched(facts.history, rows)
    at, minor = settling.at, digits(settling)
    return Invoices(
        rows=rows,
        due=rows.days("due_on"),
        paid_at=_paid_at(digits(rows), rows.at, invoice, at, minor),
        invoice=invoice,
        at=at,
        minor=minor,
    )


def _matched(history: History, issued: Rows) -> tuple[Ints, Rows]:
    """Per payment and credit note of a known invoice, the invoice's place and the row."""
    settling = history.of(*SETTLING)
    if not len(issued) or not len(settling):
        return np.zeros(0, dtype=np.int64), settling.at_places(np.zeros(0, dtype=np.int64))
    invoices = pl.DataFrame(
        {"c": issued.c, "invoice_id": issued.column("invoice_id"), "invoice": np.arange(len(issued))}
    )
    settled = pl.DataFrame({"c": settling.c, "invoice_id": settling.column("invoice_id")})
    places = settled.join(invoices, on=["c", "invoice_id"], how="left", maintain_order="left")["invoice"]
    found = np.flatnonzero(places.is_not_null().to_numpy())
    return places.drop_nulls().to_numpy().astype(np.int64), settling.at_places(found)


def _paid_at(amount: Ints, issued_at: Ints, invoice: Ints, at: Ints, minor: Ints) -> Ints:
    """The first payment or credit note after which little enough was open."""
    paid_at = np.where(amount > 0, NEVER, issued_at)
    order = np.lexsort((at, invoice))
    invoice, at, minor = invoice[order], at[order], minor[order]
    running = np.cumsum(minor)
    first = np.searchsorted(invoice, invoice, side="left")
    settled = running - (running[first] - minor[first]) if len(minor) else running
    enough = np.flatnonzero((amount[invoice] - settled) * 100 <= OPEN_PERCENT * amount[invoice])
    np.minimum.at(paid_at, invoice[enough], at[enough])
    return paid_at
