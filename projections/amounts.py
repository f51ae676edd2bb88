"""Money of events in the customer's own currency, as integers of minor units."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ledger.money import from_minor, to_minor
from projections.rows import Rows, flags
from projections.windows import Ints

Rates = Mapping[str, Decimal]


class Money(NamedTuple):
    """minor: amounts in the customers' own currencies, 0 where not known; known: there is an amount, and a rate."""

    minor: Ints
    known: NDArray[np.bool_]


def digits(rows: Rows) -> Ints:
    """The amounts without their point, whatever their currency; 0 without an amount."""
    if not len(rows):
        return np.zeros(0, dtype=np.int64)
    if rows.few:
        return np.array([amount or 0 for amount in rows.values("amount_minor")], dtype=np.int64)
    amounts = rows.column("amount_minor")
    found: Ints = (amounts.fill_null(0) if amounts.null_count() else amounts).to_numpy()
    return found


def own_money(rows: Rows, own: pl.Series, rates: Rates) -> Money:
    """What each of `rows` (columns amount, currency) is worth in the customer's currency; own: these, by number."""
    amounts = digits(rows)
    if not len(rows):
        return Money(amounts, np.zeros(0, dtype=np.bool_))
    if rows.few:
        ours = own.to_list()
        pairs = zip(rows.texts("currency"), rows.c.tolist(), strict=True)
        known = np.array([theirs is not None and theirs == ours[c] for theirs, c in pairs], dtype=np.bool_)
    else:
        known = flags(rows.column("currency") == own[rows.c])
    minor = np.where(known, amounts, 0)
    if rates and not known.all():
        foreign = np.flatnonzero(~known)
        others = rows.at_places(foreign)
        said = zip(foreign.tolist(), others.texts("amount"), others.texts("currency"), own[others.c], strict=True)
        for place, text, theirs, mine in said:
            worth = converted(text, rates.get(theirs or ""), rates.get(mine), mine)
            if worth is not None:
                minor[place], known[place] = worth, True
    return Money(minor, known)


@lru_cache(maxsize=65536)
def converted(amount: str | None, rate: Decimal | None, own_rate: Decimal | None, own: str) -> int | None:
    """An amount in minor units of another currency; None without a rate."""
    if amount is None or rate is None or own_rate is None:
        return None
    worth = Decimal(amount) * rate / own_rate
    unit = Decimal(from_minor(1, own))
    return to_minor(str(worth.quantize(unit, ROUND_HALF_UP)), own)
