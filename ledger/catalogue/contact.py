"""Contact between their people and ours, and what is noted besides."""

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from ledger.catalogue.fields import ContactCode, SealedText, Text, refuse
from ledger.catalogue.frame import Body, Stored, either
from ledger.catalogue.marks import How, Refers
from ledger.catalogue.people import ContactAdded

Purpose = Literal["sales", "review", "service", "technical", "complaint", "collection", "care", "recovery"]


def _each_once(codes: list[str]) -> list[str]:
    return codes if len(codes) < 2 else list(dict.fromkeys(codes))


ContactRefs = Annotated[
    list[ContactCode], AfterValidator(_each_once), Refers("contact"), How('a list of contact_ids such as ["K-7"]')
]


class Exchange(Body):
    """What visits, calls and messages have in common.

    contact_ids may be left out only where new_contacts brings the people met; those are recorded first, as
    ContactAdded, and the stored event then names them all in contact_ids.
    """

    model_config = ConfigDict(json_schema_extra=either("contact_ids", "new_contacts"))

    contact_ids: ContactRefs = Field(default_factory=list)
    our_people: list[Text] | None = None
    direction: Literal["inbound", "outbound"] | None = None
    purpose: Purpose | None = None
    topics: SealedText | None = None
    outcome: SealedText | None = None
    next_step: SealedText | None = None
    new_contacts: list[ContactAdded] | None = None

    @model_validator(mode="after")
    def _somebody_was_there(self) -> Self:
        """Somebody is named, in contact_ids or in new_contacts."""
        if not self.contact_ids and not self.new_contacts:
            raise refuse(*_NOBODY, "/contact_ids")
        return self

    def as_stored(self) -> dict[str, Any]:
        data = super().as_stored()
        if self.new_contacts is not None:
            data["new_contacts"] = [person.as_stored() for person in self.new_contacts]
        return data


class VisitMade(Exchange):
    """We were there, or they were here."""

    stored: ClassVar = Stored("VisitMade", schema=1, group="contact")


class CallMade(Exchange):
    """We spoke, by telephone or video."""

    stored: ClassVar = Stored("CallMade", schema=1, group="contact")


class MessageExchanged(Exchange):
    """We wrote, or they wrote. Not a meeting."""

    stored: ClassVar = Stored("MessageExchanged", schema=1, group="contact")


class ExecutiveMeetingHeld(Body):
    """Executives of both sides met; contact_ids may be empty where only the department is known."""

    stored: ClassVar = Stored("ExecutiveMeetingHeld", schema=1, group="contact")

    contact_ids: ContactRefs = Field(default_factory=list)
    department: Text | None = None
    our_executive: Text
    where: Literal["ours", "theirs", "other"] | None = None
    topics: SealedText | None = None
    outcome: SealedText | None = None


class ValueDemonstrated(Body):
    """We showed what we can do."""

    stored: ClassVar = Stored("ValueDemonstrated", schema=1, group="contact")

    kind: Literal[
        "solution_demo",
        "technical_exchange",
        "reference_visit",
        "site_visit",
        "trial",
        "certificate",
        "reference_letter",
        "audit",
        "rd_preview",
    ]
    contact_ids: ContactRefs
    text: SealedText | None = None

    @model_validator(mode="after")
    def _somebody_saw_it(self) -> Self:
        """Somebody is named."""
        if not self.contact_ids:
            raise refuse(*_NOBODY, "/contact_ids")
        return self


class NoteAdded(Body):
    """Something worth keeping, of the customer or of some of its people. Not contact."""

    stored: ClassVar = Stored("NoteAdded", schema=1, group="file")

    text: SealedText
    contact_ids: ContactRefs | None = None

    def as_stored(self) -> dict[str, Any]:
        data = super().as_stored()
        return data if self.contact_ids else {"text": self.text}


_NOBODY = ("this names nobody", "name at least one contact, and record unknown ones first as ContactAdded")
