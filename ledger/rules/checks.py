"""What an event must agree with beyond the life of its thing: one pure function a rule."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ledger.rules.case import Check
from ledger.rules.contracts import check_renewal
from ledger.rules.invoices import check_invoice
from ledger.rules.order_size import check_order_size
from ledger.rules.policies import check_policy
from ledger.rules.promises import check_commitment
from ledger.rules.stock import check_stock, stock_subjects

CHECKS: Mapping[str, Check] = {
    "CommitmentMade": check_commitment,
    "OrderPlaced": check_order_size,
    "InvoiceIssued": check_invoice,
    "CreditNoteIssued": check_invoice,
    "PaymentReceived": check_invoice,
    "StockReported": check_stock,
    "ContractRenewed": check_renewal,
    "PolicyPublished": check_policy,
}

# Subjects a check looks at besides the event's own and those it refers to.
LOOKS_AT: Mapping[str, Callable[[Mapping[str, Any]], Iterable[str]]] = {"StockReported": stock_subjects}
