"""Complaints: raised, acknowledged, resolved, reopened."""

from typing import Annotated, ClassVar, Literal

from ledger.catalogue.fields import ContactRef, Id, SealedText, Text
from ledger.catalogue.frame import Body, Stored
from ledger.catalogue.marks import Names, Refers

ComplaintRef = Annotated[Id, Refers("complaint")]


class ComplaintRaised(Body):
    """The customer complained; responsible is the department or person of ours that must act."""

    stored: ClassVar = Stored("ComplaintRaised", schema=1, group="complaint", about="complaint_id")

    complaint_id: Annotated[Id, Names("complaint")]
    severity: Literal["minor", "major", "critical"]
    category: Text
    description: SealedText | None = None
    contact_id: ContactRef | None = None
    responsible: Text | None = None


class ComplaintAcknowledged(Body):
    """We told the customer that we have it and are at work."""

    stored: ClassVar = Stored("ComplaintAcknowledged", schema=1, group="complaint", about="complaint_id")

    complaint_id: ComplaintRef


class ComplaintResolved(Body):
    """We dealt with it; satisfied is what the customer says about that."""

    stored: ClassVar = Stored("ComplaintResolved", schema=1, group="complaint", about="complaint_id")

    complaint_id: ComplaintRef
    resolution: SealedText | None = None
    satisfied: bool | None = None


class ComplaintReopened(Body):
    """It was not dealt with after all."""

    stored: ClassVar = Stored("ComplaintReopened", schema=1, group="complaint", about="complaint_id")

    complaint_id: ComplaintRef
