"""The people at the customer: added, changed, left; whom they report to and where they stand."""

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import model_validator

from ledger.catalogue.fields import ContactCode, ContactId, ContactRef, Fraction, SealedDate, SealedText, Text, refuse
from ledger.catalogue.file import check_change
from ledger.catalogue.frame import Body, Stored
from ledger.catalogue.marks import How, Refers

Level = Literal["executive", "middle", "operational"]
Role = Literal["decider", "approver", "influencer", "user", "gatekeeper", "buyer", "coach"]
Superior = Annotated[ContactCode, Refers("contact"), How("the contact_id of the person reported to")]
Influence = Annotated[Fraction, How('influence from 0 to 1 such as "0.6"')]


class ContactAdded(Body):
    """Somebody at the customer becomes known to us."""

    stored: ClassVar = Stored("ContactAdded", schema=1, group="people", about="contact_id")

    contact_id: ContactId
    name: SealedText
    department: Text
    level: Level
    role: Role | None = None
    influence: Influence | None = None
    reports_to: Superior | None = None
    email: SealedText | None = None
    phone: SealedText | None = None
    birthday: SealedDate | None = None
    interests: SealedText | None = None
    communication: SealedText | None = None
    achievements: SealedText | None = None

    @model_validator(mode="after")
    def _reports_to_another(self) -> Self:
        """Nobody reports to themselves."""
        if self.reports_to == self.contact_id:
            raise refuse("nobody reports to themselves", "name another contact, or leave the field out", "/reports_to")
        return self


class ContactChanged(Body):
    """Fields of a contact are new; the others stay."""

    stored: ClassVar = Stored("ContactChanged", schema=1, group="people")

    contact_id: ContactRef
    name: SealedText | None = None
    department: Text | None = None
    level: Level | None = None
    role: Role | None = None
    influence: Influence | None = None
    reports_to: Superior | None = None
    email: SealedText | None = None
    phone: SealedText | None = None
    birthday: SealedDate | None = None
    interests: SealedText | None = None
    communication: SealedText | None = None
    achievements: SealedText | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        """It names at least one field; nobody reports to themselves."""
        if self.reports_to == self.contact_id:
            raise refuse("nobody reports to themselves", "name another contact, or leave the field out", "/reports_to")
        check_change(self, "contact_id")
        return self


class ContactLeft(Body):
    """A contact no longer works there; a successor may be known."""

    stored: ClassVar = Stored("ContactLeft", schema=1, group="people", about="contact_id")

    contact_id: ContactRef
    successor_id: Annotated[ContactRef, How("the contact_id of the successor")] | None = None

    @model_validator(mode="after")
    def _another_follows(self) -> Self:
        """Nobody is their own successor."""
        if self.successor_id == self.contact_id:
            raise refuse(
                "nobody is their own successor", "name another contact, or leave the field out", "/successor_id"
            )
        return self


class AttitudeObserved(Body):
    """Where a contact stands towards us, as seen that day."""

    stored: ClassVar = Stored("AttitudeObserved", schema=1, group="people")

    contact_id: ContactRef
    attitude: Literal["supporter", "neutral", "opponent"]


class ReportingLineSet(Body):
    """A contact reports to another from now on; null: to nobody."""

    stored: ClassVar = Stored("ReportingLineSet", schema=1, group="people")

    contact_id: ContactRef
    reports_to: Annotated[Superior | None, How("the contact_id of the person reported to, or null")]

    @model_validator(mode="after")
    def _reports_to_another(self) -> Self:
        """Nobody reports to themselves."""
        if self.reports_to == self.contact_id:
            raise refuse("nobody reports to themselves", "name another contact, or null", "/reports_to")
        return self

    def as_stored(self) -> dict[str, Any]:
        return {"contact_id": self.contact_id, "reports_to": self.reports_to}
