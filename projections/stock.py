"""The customers' monthly stock reports, as each review sees them: of a month reported twice the latest counts."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ledger.money import QUANTITY_DECIMALS
from projections.decimal_text import whole_and_part, whole_and_part_few
from projections.facts import Facts
from projections.rows import Rows
from projections.windows import Grid, Ints, latest

REPORTED = "StockReported"
ONE = 10**QUANTITY_DECIMALS
YEAR = 12  # months

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Exact(NamedTuple):
    """Quantities as integers, so that their sums are exact: whole pieces, and parts of one in its smallest unit."""

    whole: Ints
    part: Ints

    def at(self, places: Ints) -> "Exact":
        return Exact(self.whole[places], self.part[places])

    def __add__(self, other: "Exact") -> "Exact":  # type: ignore[override]
        return Exact(self.whole + other.whole, self.part + other.part)

    def minus(self, other: "Exact") -> "Exact":
        return Exact(self.whole - other.whole, self.part - other.part)

    def is_zero(self) -> Flags:
        carried, rest = np.divmod(self.part, ONE)
        flags: Flags = (rest == 0) & (self.whole + carried == 0)
        return flags

    def value(self) -> Floats:
        """Rounded once."""
        value: Floats = self.whole + self.part / ONE
        return value

    def summed(self, group: Ints, size: int) -> "Exact":
        """The sums per group."""
        sums = Exact(np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64))
        np.add.at(sums.whole, group, self.whole)
        np.add.at(sums.part, group, self.part)
        return sums


@dataclass(frozen=True, kw_only=True)
class Reports:
    """Every StockReported. pair: a number per customer and product, of each report; customer: of each pair. month:
    months since January 1970. start, stop: the columns between which it is the latest word on its month.
    """

    rows: Rows
    pair: Ints
    customer: Ints
    month: Ints
    start: Ints
    stop: Ints

    @cached_property
    def opening(self) -> Exact:
        return exact(self.rows, "opening")

    @cached_property
    def purchased(self) -> Exact:
        return exact(self.rows, "purchased")

    @cached_property
    def sold(self) -> Exact:
        return exact(self.rows, "sold")

    @cached_property
    def closing(self) -> Exact:
        return exact(self.rows, "closing")

    def standing(self, column: int) -> Ints:
        """Places of the reports that count at a column."""
        return np.flatnonzero((self.start <= column) & (column < self.stop))


def read_reports(facts: Facts) -> Reports:
    rows = facts.history.of(REPORTED)
    product = rows.dense("product")
    many = int(product.max(initial=0)) + 1
    pairs, pair = np.unique(rows.c * many + product, return_inverse=True)
    month = months_of(rows.column("month"))
    start = facts.reviews.seen_from(rows.at)
    stop = np.full(len(rows), facts.shape[1])
    order = np.lexsort((np.arange(len(rows)), month, pair))
    again = (pair[order[1:]] == pair[order[:-1]]) & (month[order[1:]] == month[order[:-1]])
    stop[order[:-1][again]] = start[order[1:][again]]
    return Reports(rows=rows, pair=pair, customer=pairs // many, month=month, start=start, stop=stop)


def exact(rows: Rows, name: str) -> Exact:
    """A column of decimal text."""
    if rows.few:
        return Exact(*whole_and_part_few(rows.texts(name), QUANTITY_DECIMALS))
    return Exact(*whole_and_part(rows.column(name), QUANTITY_DECIMALS))


def months_of(texts: pl.Series) -> Ints:
    """Months since January 1970, of texts such as "2025-03"."""
    found: Ints = (
        texts.str.slice(0, 4).cast(pl.Int64) * YEAR + texts.str.slice(5, 2).cast(pl.Int64) - 1 - 1970 * YEAR
    ).to_numpy()
    return found


def month_text(month: int) -> str:
    year, number = divmod(month + 1970 * YEAR, YEAR)
    return f"{year:04}-{number + 1:02}"


def last_days(months: Ints) -> Ints:
    """Day number of the last day of each month."""
    following = (months + 1).astype("datetime64[M]").astype("datetime64[D]")
    found: Ints = following.astype(np.int64) - 1
    return found


NO_MONTH = -(10**6)


def last_months(facts: Facts, reports: Reports) -> Grid:
    """The last month reported, per customer and column; NO_MONTH without any report."""
    earliest = int(reports.month.min(initial=0))
    found = latest(facts.shape, reports.rows.c, reports.start, reports.month - earliest)
    return np.where(found >= 0, found + earliest, NO_MONTH)


@dataclass(frozen=True, kw_only=True)
class Quarter:
    """Three months of each pair, at one column. known: all three are reported; sold: in them together, closing: of the
    last; both 0 where not known.
    """

    known: Flags
    sold: Exact
    closing: Exact


def quarter(reports: Reports, column: int, last: Ints, months: int) -> Quarter:
    """The `months` months up to and including the last; last: a month per pair."""
    size, standing = len(reports.customer), reports.standing(column)
    back = last[reports.pair[standing]] - reports.month[standing]
    inside, at_end = standing[(back >= 0) & (back < months)], standing[back == 0]
    known = np.bincount(reports.pair[inside], minlength=size) == months
    inside, at_end = inside[known[reports.pair[inside]]], at_end[known[reports.pair[at_end]]]
    return Quarter(
        known=known,
        sold=reports.sold.at(inside).summed(reports.pair[inside], size),
        closing=reports.closing.at(at_end).summed(reports.pair[at_end], size),
    )
