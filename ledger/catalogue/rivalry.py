"""Rivals, and where we stand among the suppliers."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from ledger.catalogue.fields import Count, Date, Fraction, Points, SealedText, Text, refuse
from ledger.catalogue.frame import Body, Stored
from ledger.catalogue.marks import How


class CompetitorActivityObserved(Body):
    """A rival was seen at the customer; scope says how much it is about, lever what it is done with."""

    stored: ClassVar = Stored("CompetitorActivityObserved", schema=1, group="rivalry")

    rival: Text
    kind: Literal["contact", "offer", "trial", "order_won"]
    lever: Literal["price", "product", "service"] | None = None
    scope: Literal["part", "main", "framework"] | None = None


class RivalPositionObserved(Body):
    """What a rival is to the customer, with how much of what it buys, and what he does well and badly."""

    stored: ClassVar = Stored("RivalPositionObserved", schema=1, group="rivalry")

    rival: Text
    role: Literal["main", "secondary", "candidate"]
    share: Annotated[Fraction, How('the share of what the customer buys, from 0 to 1, such as "0.6"')] | None = None
    strengths: SealedText | None = None
    weaknesses: SealedText | None = None


class SupplierEvaluationHeld(Body):
    """The customer ranked its suppliers; rank 1 is the first."""

    stored: ClassVar = Stored("SupplierEvaluationHeld", schema=1, group="rivalry")

    rank: Count
    suppliers: Count | None = None
    score: Points | None = None
    delisted: bool | None = None

    @model_validator(mode="after")
    def _the_rank_is_among_them(self) -> Self:
        """The rank is one of the suppliers."""
        if self.suppliers is not None and self.rank > self.suppliers:
            raise refuse(
                f"rank {self.rank} among {self.suppliers} suppliers cannot be", "correct one of the two", "/rank"
            )
        return self


class SupplierEvaluationScheduled(Body):
    """The customer will rank its suppliers that day."""

    stored: ClassVar = Stored("SupplierEvaluationScheduled", schema=1, group="rivalry")

    on: Date
