"""Means over what is known, and scores as whole numbers."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

Number = Fraction | float


def known_mean(parts: Sequence[tuple[int, Number | None]]) -> Number | None:
    """Pairs of weight and value: the weights of unknown parts are dropped and the rest rescaled."""
    known = [(weight, value) for weight, value in parts if value is not None]
    if not known:
        return None
    return sum(weight * value for weight, value in known) / sum(weight for weight, _ in known)


def full(value: Number, whole: Number) -> Number:
    """100 from the whole on, in proportion below."""
    return 100 * min(1, value / whole)


def whole(value: Number | None) -> int | None:
    """Rounded half up, at the very end; nine digits before it, since parts with powers are no fractions."""
    if value is None:
        return None
    nine = Decimal(round(value.numerator * 10**9 / value.denominator)) if isinstance(value, Fraction) else None
    exact = Decimal(repr(round(float(value), 9))) if nine is None else nine.scaleb(-9)
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def trend(then: Number | None, now: Number | None) -> str | None:
    """From five points on."""
    if then is None or now is None:
        return None
    change = round(float(now - then), 9)
    return "up" if change >= 5 else "down" if change <= -5 else "flat"
