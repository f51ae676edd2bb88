"""The wallet: what the customer buys in our category, as estimated, times the part not barred to us."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from projections.amounts import Rates, own_money
from projections.effective import History
from projections.reviews import Reviews
from projections.rows import Rows
from projections.windows import Grid, Ints, running_sum

ESTIMATED = "AnnualSpendEstimated"
UNKNOWN = -1
SHARE_DIGITS = 9  # open_share is kept as an integer of this many decimals


@dataclass(frozen=True, kw_only=True)
class Estimates:
    """Every AnnualSpendEstimated. open_minor: the part open to us, 0 where not known; category: a number per name."""

    rows: Rows
    open_minor: Ints
    known: NDArray[np.bool_]
    category: Ints


def estimates(history: History, own: pl.Series, rates: Rates) -> Estimates:
    rows = history.of(ESTIMATED)
    money = own_money(rows, own, rates)
    minor = money.minor.copy()
    for place, share in enumerate(rows.texts("open_share")):
        if share is not None:
            minor[place] = _halved_up(int(minor[place]), _scaled(share))
    names = rows.texts("category")
    numbers = {name: number for number, name in enumerate({name or "" for name in names})}
    category = np.array([numbers[name or ""] for name in names], dtype=np.int64)
    return Estimates(rows=rows, open_minor=minor, known=money.known, category=category)


def wallet(shape: tuple[int, int], estimated: Estimates, reviews: Reviews) -> Grid:
    """Sum over categories of the latest estimate, minor units; UNKNOWN where there is none, or none in known money."""
    customer = estimated.rows.c
    each = customer * (int(estimated.category.max(initial=0)) + 1) + estimated.category
    seen = reviews.seen_from(estimated.rows.at)
    never = np.full_like(seen, shape[1])
    amount = running_sum(shape, customer, seen, never, _change(each, estimated.open_minor))
    known = running_sum(shape, customer, seen, never, _change(each, estimated.known.astype(np.int64)))
    return np.where(known > 0, amount, UNKNOWN)


def _change(each: Ints, value: Ints) -> Ints:
    """Each value minus the one before it of the same kind; rows stand in order of time."""
    order = np.argsort(each, kind="stable")
    sorted_each, sorted_value = each[order], value[order]
    before = np.where(np.diff(sorted_each, prepend=-1) == 0, np.roll(sorted_value, 1), 0)
    change = np.empty_like(value)
    change[order] = sorted_value - before
    return change


@lru_cache(maxsize=4096)
def _scaled(share: str) -> int:
    return int(Decimal(share).scaleb(SHARE_DIGITS))


def _halved_up(minor: int, share: int) -> int:
    scale: int = 10**SHARE_DIGITS
    return (minor * share * 2 + scale) // (2 * scale)
