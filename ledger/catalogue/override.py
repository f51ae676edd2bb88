"""Where people overrule what is derived, for a reason and for a time."""

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Self

from pydantic import ValidationInfo, WithJsonSchema, model_validator

from ledger.canonical import LARGEST_INTEGER
from ledger.catalogue.fields import DECIMALS, Date, Id, SealedText, check_text, reads, refuse
from ledger.catalogue.frame import Body, Stored
from ledger.catalogue.marks import How, Names, Refers
from ledger.catalogue.reading import date_passed
from ledger.codes import LONGEST, read_id
from ledger.decimals import plain, read_decimal
from ledger.errors import Invalid


def _field(value: Any) -> str:
    field = read_id(value, pointer="")
    if field.casefold().partition(".")[0] == "stage":
        raise Invalid("the stage is derived and never typed in", "record what happened: the stage follows from it")
    return field


def _value(value: Any) -> str | int | bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) <= LARGEST_INTEGER:
        return value
    if isinstance(value, Decimal):
        return plain(read_decimal(value, pointer="", decimals=DECIMALS))
    if isinstance(value, str):
        return check_text(value)
    raise Invalid("this is no single value", "write text, a number, true or false")


class OverrideSet(Body):
    """Until the end of a day to come this holds instead of what is derived. The stage cannot be overruled."""

    stored: ClassVar = Stored("OverrideSet", schema=1, group="risk work", about="field")

    field: Annotated[
        str,
        reads(_field),
        WithJsonSchema({"type": "string", "minLength": 1, "maxLength": LONGEST, "not": {"const": "stage"}}),
        Names("override"),
        How('the name of a field such as "risk"; never "stage"'),
    ]
    value: Annotated[
        str | int | bool,
        reads(_value),
        WithJsonSchema({"type": ["string", "number", "boolean"]}),
        How("text, a number, true or false"),
    ]
    reason: SealedText
    expires_on: Date

    @model_validator(mode="after")
    def _it_expires_later(self, info: ValidationInfo) -> Self:
        """expires_on had not passed when it was set."""
        if date_passed(self.expires_on, info.context):
            raise refuse("this would have expired before it was set", "write a day to come", "/expires_on")
        return self


class OverrideCleared(Body):
    """What is derived holds again."""

    stored: ClassVar = Stored("OverrideCleared", schema=1, group="risk work", about="field")

    field: Annotated[Id, Refers("override"), How("the name of the field")]
