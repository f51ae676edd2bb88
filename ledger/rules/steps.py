"""The life of each thing in a relationship, as a table: what an event makes of it, and what it may not follow."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What an event does to its subject.

    to: the state afterwards. records: it records the thing, which must be new, or in one of the states `again`.
    refused: state -> why the event cannot follow. doubtful: state (None = never recorded) -> the flag with which it is
    recorded all the same. stays: states the event does not move.
    follows: it cannot well occur before the thing it moves did; if it does it is flagged "before_" and the kind.
    """

    to: str
    records: bool = False
    again: frozenset[str] = frozenset()
    refused: Mapping[str, str] = field(default_factory=dict)
    doubtful: Mapping[str | None, str] = field(default_factory=dict)
    stays: frozenset[str] = frozenset()
    follows: bool = False


# Events that are not listed change nothing the rules ask about.
STEPS: Mapping[str, Step] = {
    "CustomerRegistered": Step(to="registered", records=True),
    "CustomersMerged": Step(to="merged"),
    "CustomersUnmerged": Step(to="registered"),
    "ContactAdded": Step(to="present", records=True),
    "ContactLeft": Step(to="left", refused={"left": "has left already"}),
    "CommitmentMade": Step(
        to="open", records=True, again=frozenset({"open"}), refused={"kept": "is kept already, and due no more"}
    ),
    "CommitmentKept": Step(to="kept", refused={"kept": "is kept already"}, follows=True),
    "RequestRaised": Step(to="open", records=True),
    "RequestAnswered": Step(to="answered", refused={"answered": "is answered already"}, follows=True),
    "OpeningObserved": Step(to="open", records=True),
    "OpeningClosed": Step(to="closed", refused={"closed": "is closed already"}),
    "QuotationSubmitted": Step(to="open", records=True),
    "QuotationDecided": Step(to="decided", refused={"decided": "is decided already"}, follows=True),
    "TenderAnnounced": Step(to="announced", records=True),
    "OrderPlaced": Step(to="placed", records=True),
    "OrderCancelled": Step(
        to="cancelled",
        refused={"cancelled": "is cancelled already"},
        doubtful={"delivered": "order_delivered"},
        follows=True,
    ),
    "OrderDelivered": Step(
        to="delivered",
        doubtful={"cancelled": "order_cancelled", "delivered": "order_delivered"},
        stays=frozenset({"cancelled"}),
        follows=True,
    ),
    "InvoiceIssued": Step(to="issued", records=True),
    "CreditNoteIssued": Step(to="issued", follows=True),
    # Customers also pay before they are asked to.
    "PaymentReceived": Step(to="issued"),
    "StockReported": Step(
        to="reported", records=True, again=frozenset({"reported"}), doubtful={"reported": "stock_reported_already"}
    ),
    "ConcessionGranted": Step(to="granted", records=True),
    "ConcessionWithdrawn": Step(to="withdrawn", refused={"withdrawn": "is withdrawn already"}, follows=True),
    "ComplaintRaised": Step(to="open", records=True),
    "ComplaintAcknowledged": Step(
        to="acknowledged",
        doubtful={"acknowledged": "complaint_acknowledged", "resolved": "complaint_resolved"},
        stays=frozenset({"resolved"}),
        follows=True,
    ),
    "ComplaintResolved": Step(to="resolved", refused={"resolved": "is resolved already"}, follows=True),
    "ComplaintReopened": Step(
        to="open", refused={"open": "is open already", "acknowledged": "is open already"}, follows=True
    ),
    "CustomerGoalAgreed": Step(to="agreed", records=True),
    "CustomerGoalReached": Step(to="reached", refused={"reached": "is reached already"}, follows=True),
    "ContractSigned": Step(to="in force", records=True),
    # A renewal is often written down late, after the end that came later.
    "ContractRenewed": Step(
        to="in force", doubtful={"ended": "contract_ended"}, stays=frozenset({"ended"}), follows=True
    ),
    "ContractEnded": Step(to="ended", refused={"ended": "has ended already"}, follows=True),
    "BindingFormed": Step(to="in force", records=True),
    "BindingEnded": Step(to="ended", refused={"ended": "has ended already"}, follows=True),
    # Both sides may end it, an order takes it up again without a word, and such facts arrive late and out of order.
    "RelationshipEnded": Step(to="ended", doubtful={"ended": "relationship_ended"}),
    "RelationshipResumed": Step(
        to="resumed", doubtful={None: "relationship_not_ended", "resumed": "relationship_not_ended"}
    ),
    "OverrideSet": Step(to="set", records=True, again=frozenset({"set", "cleared"})),
    "OverrideCleared": Step(to="cleared", refused={"cleared": "is cleared already"}),
    "ComplianceConcernRaised": Step(to="open", records=True),
    "ComplianceConcernClosed": Step(to="closed", refused={"closed": "is closed already"}, follows=True),
    "ImportReverted": Step(to="reverted", records=True, refused={"reverted": "is reverted already"}),
    "PolicyPublished": Step(to="published"),
}

# What is there from the beginning, so that anything may be the first that happens to it.
BEGINNING = frozenset({"RelationshipEnded", "RelationshipResumed", "PolicyPublished"})

# The event that records a thing of each kind, for messages.
RECORDED_BY: Mapping[str, str] = {
    "customer": "CustomerRegistered",
    "contact": "ContactAdded",
    "commitment": "CommitmentMade",
    "request": "RequestRaised",
    "opening": "OpeningObserved",
    "quotation": "QuotationSubmitted",
    "order": "OrderPlaced",
    "invoice": "InvoiceIssued",
    "concession": "ConcessionGranted",
    "complaint": "ComplaintRaised",
    "goal": "CustomerGoalAgreed",
    "contract": "ContractSigned",
    "binding": "BindingFormed",
    "override": "OverrideSet",
    "concern": "ComplianceConcernRaised",
}
