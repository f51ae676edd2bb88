"""What we gave beyond the contract, and what we took back."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from ledger.catalogue.fields import Date, Id, Points, refuse
from ledger.catalogue.frame import Body, Stored
from ledger.catalogue.marks import How, Names, Refers

_LARGEST = {"discount": 100, "service": 100, "terms": 3650}


class ConcessionGranted(Body):
    """A discount, a service or longer terms. size: percent, of terms days. In force until a day, or for one order."""

    stored: ClassVar = Stored("ConcessionGranted", schema=1, group="trade", about="concession_id")

    concession_id: Annotated[Id, Names("concession")]
    kind: Literal["discount", "service", "terms"]
    size: Annotated[Points, How('percent, or days of terms, such as "20"')] | None = None
    until: Date | None = None
    order_id: Annotated[Id, Refers("order")] | None = None
    one_off: bool | None = None

    @model_validator(mode="after")
    def _the_size_is_possible(self) -> Self:
        """A size is at most 100 percent, or 3650 days."""
        if self.size is not None and Decimal(self.size) > _LARGEST[self.kind]:
            what = "days" if self.kind == "terms" else "percent"
            raise refuse(f"{self.size} {what} cannot be", f"at most {_LARGEST[self.kind]} {what}", "/size")
        return self


class ConcessionWithdrawn(Body):
    """It is no longer given."""

    stored: ClassVar = Stored("ConcessionWithdrawn", schema=1, group="trade", about="concession_id")

    concession_id: Annotated[Id, Refers("concession")]
