"""One customer that was two in the book, and two that were taken for one."""

from typing import Annotated, ClassVar

from ledger.catalogue.fields import CustomerCode, Id, SealedText
from ledger.catalogue.frame import Body, Stored
from ledger.catalogue.marks import How


class CustomersMerged(Body):
    """This customer is another one of the book, which lives on; recorded on the one that does not."""

    stored: ClassVar = Stored("CustomersMerged", schema=1, group="file", subject="customer")

    into: Annotated[CustomerCode, How("the code of the customer that lives on")]
    reason: SealedText | None = None


class CustomersUnmerged(Body):
    """They are two after all; recorded on the customer that was merged."""

    stored: ClassVar = Stored("CustomersUnmerged", schema=1, group="file", subject="customer")

    merge_event_id: Annotated[Id, How("the event_id of the CustomersMerged")]
    reason: SealedText
