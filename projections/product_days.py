"""The goods customers bought: products of the lines of their orders, charges left out."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from projections.facts import Facts
from projections.rows import Rows, dense_of, flags
from projections.windows import Ints

SAID = ("product", "quantity", "unit_price")  # of a line


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
    order, lines = (_few_lines if rows.few else _many_lines)(rows.at_places(kept), kept)
    names = lines["product"]
    number = dense_of([names])
    pairs, first, pair = np.unique(
        orders.customer[order] * (int(number.max(initial=0)) + 1) + number, return_index=True, return_inverse=True
    )
    in_time = np.lexsort((orders.day[order], pair))
    return Goods(
        pair=pair[in_time],
        order=order[in_time],
        day=orders.day[order][in_time],
        quantity=lines["quantity"][in_time],
        unit_price=lines["unit_price"][in_time],
        customer=orders.customer[order[first]],
        product=names[first] if len(pairs) else names.clear(),
    )


def _few_lines(rows: Rows, order: Ints) -> tuple[Ints, pl.DataFrame]:
    """The goods on the lines of these orders, and the order of each; read as Python values."""
    goods = [
        (number, line)
        for number, lines in zip(order.tolist(), rows.values("lines"), strict=True)
        for line in lines
        if line["kind"] is None
    ]
    said = {name: pl.Series([line[name] for _, line in goods], dtype=pl.String) for name in SAID}
    return np.array([number for number, _ in goods], dtype=np.int64), pl.DataFrame(said)


def _many_lines(rows: Rows, order: Ints) -> tuple[Ints, pl.DataFrame]:
    """The same, read as columns."""
    lists = rows.column("lines")
    lines = lists.explode().struct
    is_good = flags(lines.field("kind").is_null())
    said = pl.DataFrame({name: lines.field(name) for name in SAID})
    return np.repeat(order, lists.list.len().to_numpy())[is_good], said.filter(is_good)


def product_days(facts: Facts, goods: Goods, column: int, seen: NDArray[np.bool_]) -> ProductDays:
    """Of the lines that are `seen`, those of orders that stand at the column."""
    orders = facts.quantities.orders
    standing = (orders.seen[goods.order] <= column) & (column < orders.cancelled[goods.order])
    kept = np.flatnonzero(standing & seen)
    new = np.ones(len(kept), dtype=np.bool_)
    new[1:] = (np.diff(goods.pair[kept]) != 0) | (np.diff(goods.day[kept]) != 0)
    pair, day = goods.pair[kept][new], goods.day[kept][new]
    return ProductDays(pair=pair, day=day, start=np.searchsorted(pair, np.arange(len(goods.customer) + 1)))
