"""Exact decimals: read from their text, never through a float, and written in one plain form."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from ledger.errors import Invalid

LARGEST_DIGITS = 12
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
# Wide enough that a quantity times a unit price is exact before it is rounded once.
EXACT = Context(prec=80, rounding=ROUND_HALF_UP)


def read_decimal(value: object, *, pointer: str, decimals: int, example: str = "12500.00") -> Decimal:
    """A number >= 0 with at most 12 digits before the point and `decimals` after it; else Invalid.

    Text must be plain digits with an optional point. A JSON number arrives as int or Decimal, so its text was kept;
    a float is refused because its text is lost.
    """
    remedy = f'write it as a string such as "{example}"'
    if isinstance(value, str):
        if not _PLAIN.fullmatch(value):
            raise Invalid(
                _what_is_wrong_with(value), f"{remedy}, without sign, exponent, spaces or separators", pointer
            )
        number = Decimal(value) if len(value) <= 100 else None
    elif isinstance(value, int) and not isinstance(value, bool):
        number = Decimal(value) if abs(value) < 10**LARGEST_DIGITS else None
    elif isinstance(value, Decimal):
        number = value
    else:
        kind = "a binary float has lost the exact figure" if isinstance(value, float) else "this must be a number"
        raise Invalid(kind, remedy, pointer)
    if number is None or not number.is_finite() or (number and number.adjusted() >= LARGEST_DIGITS):
        raise Invalid(
            "this number is too large", f"at most {LARGEST_DIGITS} digits may stand before the point", pointer
        )
    if number.is_signed():
        raise Invalid(
            "this number is negative",
            "write it without the sign; a return or a credit has an event of its own",
            pointer,
        )
    _check_decimals(number, decimals, pointer)
    return number


def plain(number: Decimal) -> str:
    """The one plain form: no exponent, no trailing zeros ("0.3", "12", "0")."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _check_decimals(number: Decimal, decimals: int, pointer: str) -> None:
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > decimals:
        allowed = (
            f"at most {decimals} digits may stand after the point"
            if decimals
            else "no digits may stand after the point"
        )
        raise Invalid(
            f"this number has {-exponent} digits after the point", f"{allowed}; round it where it is made", pointer
        )


def _what_is_wrong_with(text: str) -> str:
    return "this number is negative" if re.fullmatch(r"-[0-9.]+", text) else "this is not a plain decimal number"
