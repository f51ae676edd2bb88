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
_WHOLE_QUANTITY = re.compile("[1-9][0-9]{0,11}")
_PRICE = re.compile(_WHOLE + "(?:[.][0-9]{1,6})?")
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


def read_price(value: object, pointer: str) -> str:
    """A unit price as plain decimal text, up to six decimals; `as_price` gives it the form of a currency."""
    if isinstance(value, str) and _PRICE.fullmatch(value):
        return value
    return plain(read_decimal(value, pointer=pointer, decimals=PRICE_DECIMALS, example="12.50"))


def as_price(price: str, currency: str) -> str:
    """A price already read, with the currency's digits, and more where they say something (CNY "12.5" -> "12.50")."""
    whole, _, fraction = price.partition(".")
    digits = CURRENCY_DIGITS[currency]
    if len(fraction) != digits:
        fraction = fraction.rstrip("0").ljust(digits, "0")
    return f"{whole}.{fraction}" if fraction else whole


def read_quantity(value: object, pointer: str) -> str:
    """A quantity above 0 in plain form, up to nine decimals."""
    if isinstance(value, str) and _WHOLE_QUANTITY.fullmatch(value):
        return value
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
    whole, _, fraction = quantity.partition(".")
    price_whole, _, price_fraction = unit_price.partition(".")
    product = int(whole + fraction) * int(price_whole + price_fraction)
    excess = len(fraction) + len(price_fraction) - CURRENCY_DIGITS[currency]
    if excess <= 0:
        return int(product * 10**-excess)
    unit: int = 10**excess
    return (2 * product + unit) // (2 * unit)


def sum_of(lines: Iterable[int], currency: str, pointer: str) -> int:
    """The total of line totals in minor units; Invalid when it no longer fits 12 digits before the point."""
    total = sum(lines)
    if total >= 10 ** (LARGEST_DIGITS + CURRENCY_DIGITS[currency]):
        raise Invalid(
            "the sum of the lines is too large", f"at most {LARGEST_DIGITS} digits may stand before the point", pointer
        )
    return total
