"""Money in whole minor units."""

from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

DIGITS = {"EUR": 2, "USD": 2, "GBP": 2, "CNY": 2, "JPY": 0, "KWD": 3}


@cache
def minor(text: str, currency: str) -> int:
    scaled = Decimal(text).scaleb(DIGITS[currency])
    assert scaled == int(scaled), f"{text} {currency} has parts of a minor unit"
    return int(scaled)


def rounded(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def order_amount(data: dict[str, Any]) -> int:
    """The amount, or the sum of the lines, each rounded half up."""
    if "amount" in data:
        return minor(data["amount"], data["currency"])
    digits = DIGITS[data["currency"]]
    lines = ((Decimal(line["quantity"]) * Decimal(line["unit_price"])).scaleb(digits) for line in data["lines"])
    return sum(rounded(line) for line in lines)
