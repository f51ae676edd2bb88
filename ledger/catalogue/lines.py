"""Goods for money: lines in the currency of their event, and the amount they sum up to."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, WithJsonSchema

from ledger.catalogue.fields import Currency, Id, Quantity, read_amount, reads, reads_with
from ledger.catalogue.frame import Body, either
from ledger.catalogue.marks import How
from ledger.errors import Invalid
from ledger.money import as_price, from_minor, line_total, read_money, read_price, sum_of

Price = Annotated[
    str,
    reads(lambda value: read_price(value, "")),
    WithJsonSchema({"type": ["string", "number"], "pattern": r"^[0-9]{1,12}(\.[0-9]{1,6})?$"}),
    How('a price such as "12.50"'),
]


class Line(BaseModel):
    """One line; a charge (postage, handling, bank fees) is money but no goods."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)

    product: Id
    quantity: Quantity
    unit_price: Price
    kind: Literal["charge"] | None = None

    def as_stored(self, currency: str) -> dict[str, str]:
        """The line in normalised form, its price with the digits of the currency."""
        line = {"product": self.product, "quantity": self.quantity, "unit_price": as_price(self.unit_price, currency)}
        if self.kind is not None:
            line["kind"] = self.kind
        return line


def total(lines: Sequence[Line], currency: str) -> str:
    """The amount of the lines, each rounded half up to minor units."""
    minor = sum_of((line_total(line.quantity, line.unit_price, currency) for line in lines), currency, "")
    return from_minor(minor, currency)


def _amount(value: Any, info: ValidationInfo) -> str:
    """The amount given, or that of the lines; a problem of currency or lines has been reported before."""
    currency, lines = info.data.get("currency"), info.data.get("lines", ())
    if value is None and lines is None:
        raise Invalid("neither an amount nor lines are given", 'add "amount" or "lines"')
    if currency is None or not lines:
        return "" if value is None else read_amount(value, info)
    sum_of_lines = total(lines, currency)
    if value is not None and (given := read_money(value, currency, "")) != sum_of_lines:
        raise Invalid(
            f"the amount is {given}, but the lines sum up to {sum_of_lines}",
            "correct one of them, or leave the amount out",
        )
    return sum_of_lines


class Goods(Body):
    """What orders and returns have in common: a currency, lines or an amount; stored data always carry the amount."""

    model_config = ConfigDict(json_schema_extra=either("amount", "lines"))

    currency: Currency
    lines: Annotated[list[Line], Field(min_length=1)] | None = None
    amount: Annotated[
        str,
        reads_with(_amount),
        WithJsonSchema({"type": ["string", "number"], "pattern": r"^[0-9]{1,12}(\.[0-9]+)?$"}),
        How('an amount such as "12500.00"'),
    ] = Field(default=None, validate_default=True)

    def as_stored(self) -> dict[str, Any]:
        data = super().as_stored()
        if self.lines is not None:
            data["lines"] = [line.as_stored(self.currency) for line in self.lines]
        return data
