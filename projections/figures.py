"""Numbers as answers show them: rounded once, at the very end (contracts, section 1)."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal


def ratio(value: float) -> float:
    """Ratios and probabilities: 4 decimals, half even on the 9-digit value."""
    return float(Decimal(repr(round(float(value), 9))).quantize(Decimal("0.0001"), ROUND_HALF_EVEN))


probability = ratio


def half_up(value: Decimal | float) -> int:
    """Scores and days: integers, half up."""
    return int(Decimal(str(value)).quantize(Decimal(1), ROUND_HALF_UP))


def percent(value: float) -> str:
    """A part of one as words: "27 %", below one percent "0.4 %", below a tenth "under 0.1 %"."""
    parts = Decimal(repr(round(float(value), 9))) * 100
    if parts >= 1 or parts == 0:
        return f"{half_up(parts)} %"
    return f"{parts.quantize(Decimal('0.1'), ROUND_HALF_UP)} %" if parts >= Decimal("0.1") else "under 0.1 %"


def share_of_wallet(value: float) -> str:
    """A share as words, with one decimal: "56.9 %"."""
    return f"{(Decimal(repr(value)) * 100).quantize(Decimal('0.1'), ROUND_HALF_UP)} %"
