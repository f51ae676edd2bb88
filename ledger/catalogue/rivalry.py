"""Rivals, and where we stand among the suppliers."""

from typing import ClassVar, Literal, Self

from pydantic import model_validator

from ledger.catalogue.fields import Count, Points, Text, refuse
from ledger.catalogue.frame import Body, Stored


class CompetitorActivityObserved(Body):
    """A rival was seen at the customer; scope says how much it is about, lever what it is done with."""

    stored: ClassVar = Stored("CompetitorActivityObserved", schema=1, group="rivalry")

    rival: Text
    kind: Literal["contact", "offer", "trial", "order_won"]
    lever: Literal["price", "product", "service"] | None = None
    scope: Literal["part", "main", "framework"] | None = None


class SupplierEvaluationHeld(Body):
    """The customer ranked its suppliers; rank 1 is the first."""

    stored: ClassVar = Stored("SupplierEvaluationHeld", schema=1, group="rivalry")

    rank: Count
    suppliers: Count | None = None
    score: Points | None = None
    delisted: bool | None = None

    @model_validator(mode="after")
    def _the_rank_is_among_them(self) -> Self:
        if self.suppliers is not None and self.rank > self.suppliers:
            raise refuse(
                f"rank {self.rank} among {self.suppliers} suppliers cannot be", "correct one of the two", "/rank"
            )
        return self
