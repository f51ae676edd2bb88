"""Book rows: one line per customer, for tables and lists."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from ledger.money import from_minor
from projections.calendar import from_day_number
from projections.figures import ratios
from projections.judgement import Judgement
from projections.momentum import MOMENTA
from projections.profile import profiles
from projections.quantities import UNKNOWN
from projections.risk import STATUSES
from projections.signal_sets import signal_sets
from projections.signals.definition import SEVERITIES
from projections.stage import STAGES
from projections.tier import TIERS
from projections.windows import Ints

Row = dict[str, Any]

SIGNALS = pl.List(pl.Struct({"name": pl.String, "severity": pl.String}))
BOOK_SCHEMA: dict[str, pl.DataType] = {
    **{name: pl.String() for name in ("code", "name", "owner", "tier", "stage", "since", "momentum", "risk", "worst")},
    "signals": SIGNALS,
    **{name: pl.String() for name in ("purchases_12m", "currency", "wallet")},
    "share": pl.Float64(),
    "orders": pl.Int64(),
    "first_order_on": pl.String(),
    "last_order_on": pl.String(),
    "silent_days": pl.Int64(),
    "last_contact_on": pl.String(),
    "merged_into": pl.String(),
}


def book_rows(judgement: Judgement) -> list[Row]:
    """One row per customer in the book, by code; the keys of contracts section 4. Unknown is None.

    Rows share their lists of signals.
    """
    columns = _columns(judgement)
    sets, which = columns["signals"]
    columns["signals"] = [sets[k] for k in which]
    return [dict(zip(BOOK_SCHEMA, row, strict=True)) for row in zip(*(columns[n] for n in BOOK_SCHEMA), strict=True)]


def book_frame(judgement: Judgement) -> pl.DataFrame:
    """The same rows as columns of BOOK_SCHEMA."""
    columns = _columns(judgement)
    sets, which = columns["signals"]
    columns["signals"] = pl.Series(sets, dtype=SIGNALS)[which]
    return pl.DataFrame({name: columns[name] for name in BOOK_SCHEMA}, schema=BOOK_SCHEMA)


def rows_of(frame: pl.DataFrame) -> list[Row]:
    """The rows of a book frame as book_rows gives them."""
    return frame.to_dicts()


def _columns(judgement: Judgement) -> dict[str, Any]:
    """Every column but `signals` as a list; that one as the different sets, and which of them each customer has."""
    facts = judgement.facts
    q, asked, place = facts.quantities, facts.reviews.asked, len(judgement.columns) - 1
    of = profiles(facts)
    currencies = [one.currency for one in of]
    everybody = np.arange(len(of))
    sets = signal_sets(judgement, everybody, np.full(len(of), place))
    wallet = q.wallet[:, asked]
    orders = order_columns(judgement)
    return {
        "code": [one.code for one in of],
        "name": [one.name for one in of],
        "owner": [one.owner for one in of],
        "tier": _named(TIERS, judgement.tier[:, place]),
        "stage": _named(STAGES, facts.path.stage[:, asked]),
        "since": day_texts(judgement.since_days[:, place]),
        "momentum": _named(MOMENTA, judgement.momentum.value[:, place]),
        "risk": _named(STATUSES, judgement.status[:, place]),
        "worst": _named(SEVERITIES, sets.worst),
        "signals": (sets.sets, sets.which),
        "purchases_12m": _money(q.purchases[:, asked], currencies),
        "currency": currencies,
        "wallet": _money(wallet, currencies, known=wallet != UNKNOWN),
        "share": ratios(q.share[:, asked]),
        **orders,
        "last_contact_on": [on(one.last_contact_on) for one in of],
        "merged_into": [None] * len(of),
    }


def order_columns(judgement: Judgement) -> Mapping[str, Sequence[Any]]:
    """orders (order-days), first_order_on, last_order_on, silent_days of every customer at the asked-for date."""
    days, reviews = judgement.facts.quantities.days, judgement.facts.reviews
    count = days.count[:, reviews.asked]
    some = count > 0
    nothing = np.zeros(len(count), dtype=np.int64)
    first, last = (
        days.day[np.where(some, grid[:, reviews.asked], 0)] if len(days.day) else nothing
        for grid in (days.first, days.last)
    )
    silent = int(reviews.days[reviews.asked]) - last
    return {
        "orders": count.tolist(),
        "first_order_on": day_texts(first, known=some),
        "last_order_on": day_texts(last, known=some),
        "silent_days": [days if there else None for days, there in zip(silent.tolist(), some.tolist(), strict=True)],
    }


def on(day: int | None) -> str | None:
    """A local day number as a date."""
    return None if day is None else date.isoformat(from_day_number(int(day)))


def day_texts(days: Ints, *, known: Any = None) -> list[str | None]:
    """Local day numbers as dates; None where not known."""
    texts: list[str | None] = np.datetime_as_string(days.astype("datetime64[D]")).tolist()
    return texts if known is None else [text if one else None for text, one in zip(texts, known.tolist(), strict=True)]


def _named(names: Sequence[str | None], numbers: Any) -> list[str | None]:
    return [names[number] for number in numbers.tolist()]


def _money(minor: Ints, currencies: Sequence[str], *, known: Any = None) -> list[str | None]:
    texts: list[str | None] = [from_minor(*pair) for pair in zip(minor.tolist(), currencies, strict=True)]
    return texts if known is None else [text if one else None for text, one in zip(texts, known.tolist(), strict=True)]
