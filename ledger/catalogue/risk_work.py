"""Work on relationships at risk: signals seen, steps taken, the end of a relationship and its return."""

from typing import Annotated, ClassVar, Literal

from ledger.catalogue.fields import Date, SealedText, Text
from ledger.catalogue.frame import Body, Stored
from ledger.catalogue.marks import How
from ledger.catalogue.signal_names import SignalName


class SignalAcknowledged(Body):
    """Somebody has seen a signal, and perhaps put it off until a day. The signal stands all the same."""

    stored: ClassVar = Stored("SignalAcknowledged", schema=1, group="risk work")

    signal: Annotated[SignalName, How('the name of a signal such as "order_overdue"')]
    until: Date | None = None
    note: SealedText | None = None


class RecoveryActionTaken(Body):
    """A step to keep or win back the customer; salvageable is what a salvage check came to."""

    stored: ClassVar = Stored("RecoveryActionTaken", schema=1, group="risk work")

    kind: Literal[
        "focus",
        "cause_analysis",
        "talk",
        "coordination",
        "forces",
        "third_party",
        "root_cause",
        "special_service",
        "salvage_check",
    ]
    subjective: SealedText | None = None
    objective: SealedText | None = None
    owner: Text | None = None
    due_on: Date | None = None
    salvageable: bool | None = None


class RecoveryClosed(Body):
    """The work to win the customer back is over."""

    stored: ClassVar = Stored("RecoveryClosed", schema=1, group="risk work")

    result: Literal["recovered", "given_up"]
    reason: SealedText | None = None


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
