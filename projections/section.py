"""A table of the policy: numbers with their bounds, what each says, and no unknown key."""

from decimal import Decimal
from typing import Annotated, Any, ClassVar, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

Months = Annotated[int, Field(ge=1, le=600)]
Days = Annotated[int, Field(ge=1, le=36500)]
Count = Annotated[int, Field(ge=1, le=1000)]
Part = Annotated[float, Field(ge=0, le=1)]
DecimalPart = Annotated[Decimal, Field(gt=0, le=1, allow_inf_nan=False)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Rate = Annotated[Decimal, Field(ge=Decimal("1e-9"), le=Decimal("1e9"), allow_inf_nan=False)]


class Section(BaseModel):
    """A frozen table of the policy; unknown keys are refused, so that a misspelt one is not silently ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rises: ClassVar[tuple[str, ...]] = ()  # numbers of the table that may not fall, the mildest severity first

    @field_validator("*", mode="before")
    @classmethod
    def numbers_are_numbers(cls, value: Any, info: ValidationInfo) -> Any:
        """TOML tells a number from a text and from true: `share = true` is a mistake, and no share of 1."""
        kind = cls.model_fields[str(info.field_name)].annotation
        given = value.values() if isinstance(value, dict) else [value]
        if _number(kind) and any(isinstance(one, bool | str) for one in given):
            raise ValueError("Input should be a number, without quotes")
        return value

    @model_validator(mode="after")
    def severities_rise(self) -> "Section":
        numbers = [getattr(self, name) for name in self.rises]
        if numbers != sorted(numbers):
            raise ValueError(f"{' <= '.join(self.rises)} must hold")
        return self


def _number(kind: Any) -> bool:
    """Whether a field holds a number, or a number by name."""
    held = get_args(kind)[-1] if getattr(kind, "__origin__", None) is dict else kind
    return (held.__origin__ if hasattr(held, "__metadata__") else held) in (int, float)


def said(default: Any, meaning: str) -> Any:
    """A number of the model with its default and what it says, as the policy file shows them."""
    return Field(default=default, description=meaning)
