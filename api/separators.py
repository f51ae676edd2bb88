"""Thousands set apart in the amounts of money that people read."""

import re

from ledger.currencies import CURRENCY_DIGITS

AMOUNT = re.compile(r"\b([A-Z]{3}) (\d{4,})(?![\w-])")  # money in a sentence: "CNY 3200000.00"


def grouped(amount: str | int) -> str:
    """A count or a decimal text with thousands separated: "1234567.50" -> "1,234,567.50"."""
    whole, dot, fraction = str(amount).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits or '0'):,}{dot}{fraction}"


def sentence(text: str) -> str:
    """The money in it with separators: "CNY 3200000.00" -> "CNY 3,200,000.00"."""

    def with_separators(found: re.Match[str]) -> str:
        currency, number = found.groups()
        return f"{currency} {grouped(number)}" if currency in CURRENCY_DIGITS else found[0]

    return AMOUNT.sub(with_separators, text)
