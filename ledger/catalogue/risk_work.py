"""The end of a relationship, its return, and what came of trying to save it."""

from typing import ClassVar, Literal

from ledger.catalogue.fields import SealedText
from ledger.catalogue.frame import Body, Stored


class RelationshipEnded(Body):
    """One side said it is over; cause tells whether a rival, the customer's change or our own failing was behind it."""

    stored: ClassVar = Stored("RelationshipEnded", schema=1, group="risk work", subject="relationship")

    by: Literal["us", "customer"]
    cause: Literal["rival", "customer", "own"] | None = None
    reason: SealedText | None = None


class RelationshipResumed(Body):
    """It goes on after all."""

    stored: ClassVar = Stored("RelationshipResumed", schema=1, group="risk work", subject="relationship")

    reason: SealedText | None = None


class RecoveryClosed(Body):
    """The work to win the customer back is over."""

    stored: ClassVar = Stored("RecoveryClosed", schema=1, group="risk work")

    result: Literal["recovered", "given_up"]
    reason: SealedText | None = None
