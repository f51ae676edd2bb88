"""Contracts signed, renewed and ended."""

from typing import Annotated, ClassVar, Self

from pydantic import model_validator

from ledger.catalogue.fields import Amount, Currency, Date, Id, refuse
from ledger.catalogue.frame import Body, Stored
from ledger.catalogue.marks import Names, Refers

ContractRef = Annotated[Id, Refers("contract")]


class ContractSigned(Body):
    """In force from its first day to its last; value and currency: both or neither."""

    stored: ClassVar = Stored("ContractSigned", schema=1, group="binding", about="contract_id")

    contract_id: Annotated[Id, Names("contract")]
    starts_on: Date
    ends_on: Date
    currency: Currency | None = None
    value: Amount | None = None

    @model_validator(mode="after")
    def _it_is_whole(self) -> Self:
        """It ends on or after the day it starts; value and currency come together."""
        if self.ends_on < self.starts_on:
            raise refuse("this contract ends before it starts", "correct one of the two dates", "/ends_on")
        if self.value is not None and self.currency is None:
            raise refuse("this value has no currency", 'add "currency", such as "CNY"', "/currency")
        if self.currency is not None and self.value is None:
            raise refuse("this currency has no value", 'add "value", or leave the currency out', "/value")
        return self


class ContractRenewed(Body):
    """It goes on to another last day."""

    stored: ClassVar = Stored("ContractRenewed", schema=1, group="binding", about="contract_id")

    contract_id: ContractRef
    ends_on: Date


class ContractEnded(Body):
    """It is over, whatever its last day was."""

    stored: ClassVar = Stored("ContractEnded", schema=1, group="binding", about="contract_id")

    contract_id: ContractRef
