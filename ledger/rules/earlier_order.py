"""What the rules ask of an order that was recorded before: how large it was."""

from collections.abc import Mapping
from typing import Any, NamedTuple, Self

from ledger.money import to_minor


class EarlierOrder(NamedTuple):
    """minor: the amount in minor units of its currency, as recorded."""

    currency: str
    minor: int

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """From the order's data as stored."""
        return cls(data["currency"], to_minor(data["amount"], data["currency"]))
