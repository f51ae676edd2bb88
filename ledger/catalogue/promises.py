"""What is promised, agreed and asked for between visits."""

from typing import Annotated, ClassVar, Literal

from ledger.catalogue.fields import ContactRef, Count, Date, Id, SealedText
from ledger.catalogue.frame import Body, Stored
from ledger.catalogue.marks import How, Names, Refers


class CommitmentMade(Body):
    """A promise of ours or theirs; made once more with the same id, it is due on another day."""

    stored: ClassVar = Stored("CommitmentMade", schema=1, group="contact", about="commitment_id")

    commitment_id: Annotated[Id, Names("commitment")]
    by: Literal["us", "customer"]
    due_on: Date
    text: SealedText | None = None


class CommitmentKept(Body):
    """What was promised is done."""

    stored: ClassVar = Stored("CommitmentKept", schema=1, group="contact", about="commitment_id")

    commitment_id: Annotated[Id, Refers("commitment")]


class ContactRhythmAgreed(Body):
    """How often we are in contact, or executives meet, from now on."""

    stored: ClassVar = Stored("ContactRhythmAgreed", schema=1, group="contact")

    kind: Literal["contact", "executive"]
    every_days: Annotated[Count, How("a whole number of days such as 30, at most 1,000,000")]


class RequestRaised(Body):
    """The customer asked for something and waits for an answer."""

    stored: ClassVar = Stored("RequestRaised", schema=1, group="contact", about="request_id")

    request_id: Annotated[Id, Names("request")]
    text: SealedText | None = None
    contact_id: ContactRef | None = None


class RequestAnswered(Body):
    """We answered, whatever we said."""

    stored: ClassVar = Stored("RequestAnswered", schema=1, group="contact", about="request_id")

    request_id: Annotated[Id, Refers("request")]
    text: SealedText | None = None
