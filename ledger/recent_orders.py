"""The latest orders of a stream, kept as they come: what an unusually large one is held against."""

from collections import deque
from collections.abc import Mapping
from typing import Any, TypedDict

import msgspec

from ledger.reading import Reading
from ledger.relationship import EARLIER_ORDERS, EarlierOrder

LOOK_BACK = 200
ORDER = "OrderPlaced"


class Stored(TypedDict):
    """What is read of an order's data; the rest, its lines, is skipped."""

    amount: str
    currency: str


_DECODER = msgspec.json.Decoder(Stored)


class RecentOrders:
    """At most EARLIER_ORDERS of them, however long the stream is."""

    def __init__(self, reading: Reading, stream: str) -> None:
        """As the log tells them."""
        rows = reading.latest_orders(stream, within=LOOK_BACK, limit=EARLIER_ORDERS)
        known = [(version, EarlierOrder.of(_DECODER.decode(data))) for version, data in reversed(rows)]
        self._orders = deque(known, EARLIER_ORDERS)

    def add(self, version: int, data: Mapping[str, Any]) -> None:
        """One more order, at this version of the stream."""
        self._orders.append((version, EarlierOrder.of(data)))

    def among_the_last(self, version: int) -> list[EarlierOrder]:
        """Those among the last LOOK_BACK events of a stream that ends at this version, oldest first."""
        return [order for at, order in self._orders if at > version - LOOK_BACK]
