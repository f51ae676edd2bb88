"""The goods customers bought: products of the lines of their orders, charges left out."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from projections.facts import Facts
from projections.rows import Rows, flags
from projections.windows import Ints


@dataclass(frozen=True, kw_only=True)
class Goods:
    """Lines of goods, ascending by pair, then day. pair: a number per customer and product, of each line; order: place
    in facts.quantities.orders. quantity, unit_price: of each line, as said. customer, product: of each pair.
    """

    pair: Ints
    order: Ints
    day: Ints
    quantity: pl.Series
    unit_price: pl.Series
    customer: Ints
    product: pl.Series


@dataclass(frozen=True, kw_only=True)
class ProductDays:
    """Distinct days on which each pair was bought, ascending by pair, then day. start: index of each pair's first day,
    with the end appended.
    """

    pair: Ints
    day: Ints
    start: Ints


def goods_after(facts: Facts, day: int) -> Goods:
    """The lines of all orders later than a local day."""
    orders = facts.quantities.orders
    rows = Rows(facts.history.events, orders.row)
    kept = np.flatnonzero((orders.day > day) & rows.known("lines"))
    lists = rows.at_places(kept).column("lines")
    order = np.repeat(kept, lists.list.len().to_numpy())
    lines = lists.explode().struct
    is_good = flags(lines.field("kind").is_null())
    order, names = order[is_good], lines.field("product").filter(is_good)
    number = names.rank("dense").to_numpy().astype(np.int64)
    pairs, first, pair = np.unique(
        orders.customer[order] * (int(number.max(initial=0)) + 1) + number, return_index=True, return_inverse=True
    )
    in_time = np.lexsort((orders.day[order], pair))
    return Goods(
        pair=pair[in_time],
        order=order[in_time],
        day=orders.day[order][in_time],
        quantity=lines.field("quantity").filter(is_good)[in_time],
        unit_price=lines.field("unit_price").filter(is_good)[in_time],
        customer=orders.customer[order[first]],
        product=names[first] if len(pairs) else names.clear(),
    )


def product_days(facts: Facts, goods: Goods, column: int, seen: NDArray[np.bool_]) -> ProductDays:
    """Of the lines that are `seen`, those of orders that stand at the column."""
    orders = facts.quantities.orders
    standing = (orders.seen[goods.order] <= column) & (column < orders.cancelled[goods.order])
    kept = np.flatnonzero(standing & seen)
    new = np.ones(len(kept), dtype=np.bool_)
    new[1:] = (np.diff(goods.pair[kept]) != 0) | (np.diff(goods.day[kept]) != 0)
    pair, day = goods.pair[kept][new], goods.day[kept][new]
    return ProductDays(pair=pair, day=day, start=np.searchsorted(pair, np.arange(len(goods.customer) + 1)))
