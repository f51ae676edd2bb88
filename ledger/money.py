"""Money: decimal text with the currency's digits outside, integer minor units inside, never a float."""

import re
from collections.abc import Iterable
from decimal import Decimal

from ledger.currencies import CURRENCY_DIGITS
from ledger.decimals import EXACT, LARGEST_DIGITS, plain, read_decimal
from ledger.errors import Invalid

PRICE_DECIMALS = 6
QUANTITY_DECIMALS = 9
_WHOLE = "(?:0|[1-9][0-9]{0,11})"
# By digits: the amounts that stand already as we write them, and the unit to which the others are brought.
_AS_WRITTEN = {0: re.compile(_WHOLE)} | {
    digits: re.compile(f"{_WHOLE}[.][0-9]{{{digits}}}") for digits in CURRENCY_DIGITS.values() if digits
}
_UNIT = {digits: Decimal(1).scaleb(-digits) for digits in set(CURRENCY_DIGITS.values())}


def read_currency(value: object, *, pointer: str) -> str:
    """An active ISO 4217 code, else Invalid."""
    if isinstance(value, str) and value in CURRENCY_DIGITS:
        return value
    if isinstance(value, str) and value.strip().upper() in CURRENCY_DIGITS:
        raise Invalid("this is not how the currency is written", f'write "{value.strip().upper()}"', pointer)
    raise Invalid("this is no active currency of ISO 4217", 'write its three letters, such as "CNY"', pointer)


def example(currency: str) -> str:
    """An amount as that currency writes it, for messages."""
    return from_minor(12500 * 10 ** CURRENCY_DIGITS[currency], currency)


def read_money(value: object, currency: str, pointer: str) -> str:
    """The amount as text with exactly the currency's digits: "12500.00", JPY "12500"; else Invalid."""
    digits = CURRENCY_DIGITS[currency]
    if isinstance(value, str) and _AS_WRITTEN[digits].fullmatch(value):
        return value
    number = read_decimal(value, pointer=pointer, decimals=digits, example=example(currency))
    return format(number.quantize(_UNIT[digits], context=EXACT), "f")


def read_price(value: object, currency: str, pointer: str) -> str:
    """A unit price: up to six decimals, written with the currency's digits and more only where they say something."""
    digits = CURRENCY_DIGITS[currency]
    number = read_decimal(value, pointer=pointer, decimals=PRICE_DECIMALS, example=example(currency))
    text = plain(number)
    missing = digits - len(text.partition(".")[2])
    if missing <= 0:
        return text
    return text + ("" if "." in text else ".") + "0" * missing


def read_quantity(value: object, pointer: str) -> str:
    """A quantity above 0 in plain form, up to nine decimals."""
    number = read_decimal(value, pointer=pointer, decimals=QUANTITY_DECIMALS, example="3")
    if not number:
        raise Invalid("a quantity must be above 0", "leave the line out, or record a return", pointer)
    return plain(number)


def to_minor(text: str, currency: str) -> int:
    """Minor units of an amount already read ("12500.00" CNY -> 1250000)."""
    whole, _, fraction = text.partition(".")
    digits = CURRENCY_DIGITS[currency]
    if len(fraction) > digits:
        raise ValueError(f"{text} has more digits than {currency}")
    return int(whole + fraction.ljust(digits, "0"))


def from_minor(minor: int, currency: str) -> str:
    """The text of an amount in minor units, which may be negative (1250000 CNY -> "12500.00")."""
    digits = CURRENCY_DIGITS[currency]
    if digits == 0:
        return str(minor)
    sign, figures = ("-" if minor < 0 else ""), str(abs(minor)).rjust(digits + 1, "0")
    return f"{sign}{figures[:-digits]}.{figures[-digits:]}"


def line_total(quantity: str, unit_price: str, currency: str) -> int:
    """quantity * unit_price in minor units, rounded half up once."""
    product = EXACT.multiply(Decimal(quantity), Decimal(unit_price))
    return int(product.scaleb(CURRENCY_DIGITS[currency], EXACT).to_integral_value(context=EXACT))


def sum_of(lines: Iterable[int], currency: str, pointer: str) -> int:
    """The total of line totals in minor units; Invalid when it no longer fits 12 digits before the point."""
    total = sum(lines)
    if total >= 10 ** (LARGEST_DIGITS + CURRENCY_DIGITS[currency]):
        raise Invalid(
            "the sum of the lines is too large", f"at most {LARGEST_DIGITS} digits may stand before the point", pointer
        )
    return total
