"""The customer's monthly sales report: what lay in store, came in, went out, and lay there at the end."""

from typing import Annotated, Any, ClassVar

from pydantic import WithJsonSchema

from ledger.catalogue.fields import Id, reads
from ledger.catalogue.frame import Body, Stored
from ledger.catalogue.marks import How
from ledger.decimals import plain, read_decimal
from ledger.errors import Invalid
from ledger.money import QUANTITY_DECIMALS
from ledger.times import read_date


def _month(value: Any) -> str:
    if isinstance(value, str) and len(value) == len("2025-03"):
        try:
            return read_date(f"{value}-01", pointer="").isoformat()[:-3]
        except Invalid:
            pass
    raise Invalid("this is not a month of the calendar", 'write a month such as "2025-03"')


Month = Annotated[
    str,
    reads(_month),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}),
    How('a month such as "2025-03"'),
]
Stock = Annotated[
    str,
    reads(lambda value: plain(read_decimal(value, pointer="", decimals=QUANTITY_DECIMALS, example="120"))),
    WithJsonSchema({"type": ["string", "number"], "pattern": r"^[0-9]{1,12}(\.[0-9]{1,9})?$"}),
    How('a quantity, 0 included, such as "120"'),
]


class StockReported(Body):
    """One product in one month. What does not add up is kept as it was reported."""

    stored: ClassVar = Stored("StockReported", schema=1, group="trade", parts=("stock", "month", "product"))

    month: Month
    product: Id
    opening: Stock
    purchased: Stock
    sold: Stock
    closing: Stock
