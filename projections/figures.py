"""Numbers as answers show them: rounded once, at the very end (contracts, section 1)."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import numpy as np
from numpy.typing import NDArray

HALF = 0.5
FEW = 40  # numbers that are rounded faster one by one


def ratio(value: float) -> float:
    """Ratios and probabilities: 4 decimals, half even on the 9-digit value."""
    return float(Decimal(repr(round(float(value), 9))).quantize(Decimal("0.0001"), ROUND_HALF_EVEN))


probability = ratio


def ratios(values: NDArray[np.float64]) -> list[float | None]:
    """The same of many; None for nan. Integers of 9 digits, so that half even is exact."""
    known = ~np.isnan(values)
    nine = np.round(np.where(known, values, 0.0) * 10**9).astype(np.int64)
    four, rest = np.divmod(nine, 10**5)
    up = (rest > 50_000) | ((rest == 50_000) & (four % 2 == 1))
    rounded = ((four + up) / 10**4).tolist()
    return [value if there else None for value, there in zip(rounded, known.tolist(), strict=True)]


def half_up(value: Decimal | float) -> int:
    """Scores and days: integers, half up, away from zero. What is left of a number without its whole part is exact."""
    whole = int(value)
    rest = value - whole
    return whole + (rest >= HALF) - (rest <= -HALF)


def whole_numbers(values: NDArray[np.float64]) -> list[int | None]:
    """half_up of many; None for nan."""
    if len(values) <= FEW:
        return [None if value != value else half_up(value) for value in values.tolist()]
    known = ~np.isnan(values)
    there = np.where(known, values, 0.0)
    whole = np.trunc(there)
    rest = there - whole
    rounded = (whole + (rest >= HALF) - (rest <= -HALF)).astype(np.int64).tolist()
    return [value if one else None for value, one in zip(rounded, known.tolist(), strict=True)]


def plain(number: float) -> int | float:
    """Without a point where there is nothing behind it."""
    return int(number) if number == int(number) else number


def percent(value: float) -> str:
    """A part of one as words: "27 %", below one percent "0.4 %", below a tenth "under 0.1 %"."""
    parts = Decimal(repr(round(float(value), 9))) * 100
    if parts >= 1 or parts == 0:
        return f"{half_up(parts)} %"
    return f"{parts.quantize(Decimal('0.1'), ROUND_HALF_UP)} %" if parts >= Decimal("0.1") else "under 0.1 %"


def share_of_wallet(value: float) -> str:
    """A share as words, with one decimal: "56.9 %"."""
    return f"{(Decimal(repr(value)) * 100).quantize(Decimal('0.1'), ROUND_HALF_UP)} %"
