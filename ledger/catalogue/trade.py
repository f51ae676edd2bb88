"""Trade: orders placed, cancelled and delivered, goods returned."""

from typing import Annotated, ClassVar

from ledger.catalogue.fields import Date, Id, SealedText
from ledger.catalogue.frame import Body, Stored
from ledger.catalogue.lines import Goods
from ledger.catalogue.marks import Names, Refers

OrderRef = Annotated[Id, Refers("order")]


class OrderPlaced(Goods):
    """The customer ordered."""

    stored: ClassVar = Stored("OrderPlaced", schema=1, group="trade", about="order_id")

    order_id: Annotated[Id, Names("order")]
    promised_on: Date | None = None


class OrderCancelled(Body):
    """The order is off, whoever called it off."""

    stored: ClassVar = Stored("OrderCancelled", schema=1, group="trade", about="order_id")

    order_id: OrderRef
    reason: SealedText | None = None


class OrderDelivered(Body):
    """The goods arrived; promised_on is the date promised last."""

    stored: ClassVar = Stored("OrderDelivered", schema=1, group="trade", about="order_id")

    order_id: OrderRef
    promised_on: Date | None = None


class GoodsReturned(Goods):
    """Goods came back, from a known order or not; the amount is what they were sold for."""

    stored: ClassVar = Stored("GoodsReturned", schema=1, group="trade")

    order_id: OrderRef | None = None
    reason: SealedText | None = None
