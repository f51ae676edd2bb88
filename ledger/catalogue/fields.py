"""The kinds of value an event's fields may hold, each with its check and its one written form.

Where a value needs the currency, the event declares `currency` first: fields are read in the order they are declared.
"""

from collections.abc import Callable
from datetime import UTC
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import Field, PlainValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from ledger.catalogue.marks import How, Names, Refers, Sealed
from ledger.catalogue.reading import Reading
from ledger.codes import LONGEST, read_contact, read_customer, read_id
from ledger.decimals import plain, read_decimal
from ledger.errors import Invalid
from ledger.money import read_currency, read_money, read_quantity
from ledger.times import check_range, format_instant, read_date, read_instant

T = TypeVar("T")
DECIMALS = 6


def refusal(error: Invalid, at: str = "") -> PydanticCustomError:
    """The error in the form that lets pydantic go on and collect the others; `at` points below the field."""
    return PydanticCustomError("guanxi", "{message}", {"message": error.message, "remedy": error.remedy, "at": at})


def refuse(message: str, remedy: str, at: str = "") -> PydanticCustomError:
    """A refusal made by an event itself."""
    return refusal(Invalid(message, remedy), at)


def reads(read: Callable[[Any], T]) -> PlainValidator:
    """A validator from a reader that raises Invalid."""

    def check(value: Any) -> T:
        try:
            return read(value)
        except Invalid as error:
            raise refusal(error) from None

    return PlainValidator(check)


def reads_with(read: Callable[[Any, ValidationInfo], T]) -> PlainValidator:
    """The same for a reader that looks at the fields before it, or at the reading's context."""

    def check(value: Any, info: ValidationInfo) -> T:
        try:
            return read(value, info)
        except Invalid as error:
            raise refusal(error) from None

    return PlainValidator(check)


def check_text(value: Any) -> str:
    """Text of any script that says something and can be stored; else Invalid."""
    if not isinstance(value, str):
        raise Invalid("this must be text", "write it in quotes")
    if not value or value.isspace():
        raise Invalid("this text is empty", "leave the field out, or write something")
    if "\0" in value:
        raise Invalid("NUL (U+0000) cannot be stored", "leave it out")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise Invalid("this text holds half a surrogate pair", "write the whole character, in UTF-8") from None
    return value


def _date(value: Any) -> str:
    return read_date(value, pointer="").isoformat()


def read_amount(value: Any, info: ValidationInfo) -> str:
    """An amount in the currency declared before it."""
    currency = info.data.get("currency")
    if currency is None:
        # The missing or unreadable currency is a problem of its own; the figure must be one all the same.
        return plain(read_decimal(value, pointer="", decimals=DECIMALS))
    return read_money(value, currency, "")


def _instant(value: Any, info: ValidationInfo) -> str:
    reading: Reading | None = info.context
    us = read_instant(value, reading.zone if reading else UTC, pointer="")
    if reading is not None and reading.now is not None:
        check_range(us, reading.now, "", zone=reading.zone)
    return format_instant(us)


def _between(low: int, high: int) -> PlainValidator:
    def read(value: Any) -> str:
        number = read_decimal(value, pointer="", decimals=DECIMALS, example="0.5")
        if not Decimal(low) <= number <= Decimal(high):
            raise Invalid(f"this must lie between {low} and {high}", "check the scale")
        return plain(number)

    return reads(read)


def _of(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": ["string", "number"], "pattern": pattern})


_CODE_SCHEMA = WithJsonSchema({"type": "string", "minLength": 1, "maxLength": LONGEST})
_TEXT_SCHEMA = WithJsonSchema({"type": "string", "minLength": 1})
_DECIMAL = r"^[0-9]{1,12}(\.[0-9]+)?$"

Id = Annotated[str, reads(lambda value: read_id(value, pointer="")), _CODE_SCHEMA, How('a code such as "SO-88213"')]
ContactCode = Annotated[
    str, reads(lambda value: read_contact(value, pointer="")), _CODE_SCHEMA, How('a contact\'s code such as "K-7"')
]
CustomerCode = Annotated[
    str, reads(lambda value: read_customer(value, pointer="")), _CODE_SCHEMA, How('a customer\'s code such as "C-1042"')
]
Text = Annotated[str, reads(check_text), _TEXT_SCHEMA, How("text")]
SealedText = Annotated[Text, Sealed()]
Date = Annotated[
    str, reads(_date), WithJsonSchema({"type": "string", "format": "date"}), How('a date such as "2025-03-14"')
]
SealedDate = Annotated[Date, Sealed()]
Instant = Annotated[
    str,
    reads_with(_instant),
    WithJsonSchema({"type": "string", "format": "date-time"}),
    How('an instant such as "2025-03-14T10:00:00+08:00"'),
]
Currency = Annotated[
    str,
    reads(lambda value: read_currency(value, pointer="")),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"}),
    How('the three letters of an active currency such as "CNY"'),
]
Amount = Annotated[str, reads_with(read_amount), _of(_DECIMAL), How('an amount such as "12500.00"')]
Quantity = Annotated[str, reads(lambda value: read_quantity(value, "")), _of(_DECIMAL), How('a quantity such as "3"')]
Fraction = Annotated[str, _between(0, 1), _of(_DECIMAL), How('a number from 0 to 1 such as "0.4"')]
Score = Annotated[str, _between(0, 10), _of(_DECIMAL), How('a number from 0 to 10 such as "7.5"')]
Points = Annotated[str, _between(0, 1_000_000), _of(_DECIMAL), How('a number such as "86.5"')]
Count = Annotated[int, Field(ge=1, le=1_000_000), How("a whole number from 1 to 1,000,000")]
Tally = Annotated[int, Field(ge=0, le=2**53 - 1), How("a whole number from 0 on")]

ContactRef = Annotated[ContactCode, Refers("contact")]
ContactId = Annotated[ContactCode, Names("contact")]
