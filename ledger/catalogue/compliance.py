"""Gifts, favours, bribery: what the compliance role looks into, and nobody else sees."""

from typing import Annotated, ClassVar, Literal

from ledger.catalogue.fields import Id, SealedText
from ledger.catalogue.frame import Body, Stored
from ledger.catalogue.marks import Names, Refers


class ComplianceConcernRaised(Body):
    """Somebody of ours, of a rival or of the customer may have done what is not allowed."""

    stored: ClassVar = Stored(
        "ComplianceConcernRaised", schema=1, group="risk work", about="concern_id", confidential=True
    )

    concern_id: Annotated[Id, Names("concern")]
    side: Literal["ours", "rival", "customer"]
    text: SealedText


class ComplianceConcernClosed(Body):
    """It was looked into, with this outcome."""

    stored: ClassVar = Stored(
        "ComplianceConcernClosed", schema=1, group="risk work", about="concern_id", confidential=True
    )

    concern_id: Annotated[Id, Refers("concern")]
    outcome: SealedText
