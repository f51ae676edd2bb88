"""Everything an event may be flagged with: possible, and so recorded, but doubtful."""

from collections.abc import Mapping

FLAGS: Mapping[str, str] = {
    "contact_left": "somebody takes part who had left by then",
    "order_cancelled": "the order is cancelled",
    "order_delivered": "the order is delivered already",
    "order_unusually_large": "the order is more than 20 times the median of the orders before it",
    "before_order": "it is dated before the order",
    "before_commitment": "it is dated before the promise",
    "before_request": "it is dated before the request",
    "before_quotation": "it is dated before the quotation",
    "before_invoice": "it is dated before the invoice",
    "before_concession": "it is dated before the concession",
    "before_complaint": "it is dated before the complaint",
    "before_goal": "it is dated before the goal was agreed",
    "before_contract": "it is dated before the contract",
    "before_binding": "it is dated before the bond",
    "before_concern": "it is dated before the concern",
    "above_open": "more is paid and credited than the invoice asks for",
    "stock_reported_already": "this month of the product is reported already; the latest report counts",
    "stock_mismatch": "opening + purchased - sold is not closing",
    "stock_gap": "the closing of a month is not the opening of the next",
    "complaint_acknowledged": "the complaint is acknowledged already",
    "complaint_resolved": "the complaint is resolved already",
    "contract_ended": "the contract has ended, and stays so",
    "contract_shortened": "the renewed contract ends earlier than before",
    "relationship_ended": "the relationship has ended already",
    "relationship_not_ended": "the relationship had not ended",
}
