"""The life of each thing in a relationship, as a table: what an event makes of it, and what it may not follow."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What an event does to its subject.

    to: the state afterwards. records: it records the thing, which must be new. refused: state -> why the event cannot
    follow. doubtful: state (None = never recorded) -> the flag with which it is recorded all the same. stays: states
    the event does not move.
    """

    to: str
    records: bool = False
    refused: Mapping[str, str] = field(default_factory=dict)
    doubtful: Mapping[str | None, str] = field(default_factory=dict)
    stays: frozenset[str] = frozenset()


# Events that are not listed change nothing the rules ask about.
STEPS: Mapping[str, Step] = {
    "CustomerRegistered": Step(to="registered", records=True),
    "ContactAdded": Step(to="present", records=True),
    "ContactLeft": Step(to="left", refused={"left": "has left already"}),
    "OpeningObserved": Step(to="open", records=True),
    "OpeningClosed": Step(to="closed", refused={"closed": "is closed already"}),
    "QuotationSubmitted": Step(to="open", records=True),
    "QuotationDecided": Step(to="decided", refused={"decided": "is decided already"}),
    "OrderPlaced": Step(to="placed", records=True),
    "OrderCancelled": Step(
        to="cancelled", refused={"cancelled": "is cancelled already"}, doubtful={"delivered": "order_delivered"}
    ),
    "OrderDelivered": Step(
        to="delivered",
        doubtful={"cancelled": "order_cancelled", "delivered": "order_delivered"},
        stays=frozenset({"cancelled"}),
    ),
    "ComplaintRaised": Step(to="open", records=True),
    "ComplaintResolved": Step(to="resolved", refused={"resolved": "is resolved already"}),
    "ComplaintReopened": Step(to="open", refused={"open": "is open already"}),
    "BindingFormed": Step(to="in force", records=True),
    "BindingEnded": Step(to="ended", refused={"ended": "has ended already"}),
    # Both sides may end it, an order takes it up again without a word, and such facts arrive late and out of order.
    "RelationshipEnded": Step(to="ended", doubtful={"ended": "relationship_ended"}),
    "RelationshipResumed": Step(
        to="resumed", doubtful={None: "relationship_not_ended", "resumed": "relationship_not_ended"}
    ),
}

# The event that records a thing of each kind, for messages.
RECORDED_BY: Mapping[str, str] = {
    "customer": "CustomerRegistered",
    "contact": "ContactAdded",
    "opening": "OpeningObserved",
    "quotation": "QuotationSubmitted",
    "order": "OrderPlaced",
    "complaint": "ComplaintRaised",
    "binding": "BindingFormed",
}
