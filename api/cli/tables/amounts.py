"""Money, shares and counts as people read them; None is always shown as an en dash, never as 0."""

from collections.abc import Sequence

from api.separators import grouped

UNKNOWN = "–"


def money(amount: str | None, currency: str | None) -> str:
    """ "12,500.00 CNY", or the dash when the amount is unknown."""
    if amount is None:
        return UNKNOWN
    return f"{grouped(amount)} {currency}" if currency else grouped(amount)


def money_column(amounts: Sequence[tuple[str | None, str | None]]) -> list[str]:
    """Amounts of several currencies padded so that, right-aligned, their decimal points stand in one line."""
    longest = max((_fraction_length(amount) for amount, _ in amounts if amount is not None), default=0)
    return [_padded(amount, currency, longest) for amount, currency in amounts]


def _fraction_length(amount: str) -> int:
    _, dot, fraction = amount.partition(".")
    return len(dot + fraction)


def _padded(amount: str | None, currency: str | None, longest: int) -> str:
    if amount is None:
        return UNKNOWN
    return f"{grouped(amount)}{' ' * (longest - _fraction_length(amount))} {currency or ''}".rstrip()


def percent(ratio: float | None, decimals: int = 2) -> str:
    """A ratio of four decimals as a percentage: 0.5689 -> "56.89 %"."""
    return UNKNOWN if ratio is None else f"{ratio * 100:.{decimals}f} %"


def days(count: int | None) -> str:
    """ "12 d", or the dash."""
    return UNKNOWN if count is None else f"{count} d"


def counted(count: int, one: str, many: str | None = None) -> str:
    """ "1 customer", "6 customers"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
