"""Early warning on a real order book: how well the rhythm tells who will stop (signals document, section 4, A and B).

The scores are those of the product: projections/rhythm.py with the numbers of the default policy.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from projections.calendar import day_number
from projections.order_days import OrderDays
from projections.policy_file import default_policy
from projections.rhythm import Rhythm, rhythm_at
from projections.windows import Ints

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data" / "online-retail"
YEAR_TWO = date(2010, 12, 1)
END = date(2011, 12, 9)
CUTS = ((date(2010, 12, 9), 365, 0.780, 0.777), (date(2011, 6, 12), 180, 0.806, 0.812))
ROLLING = (YEAR_TWO, date(2011, 6, 12), 0.613, 0.584, 0.516)
A_MONDAY = date(2010, 12, 6)
DAYS = 1 << 20  # more than any day number: customer * DAYS + day is one number for both
DAYS_LEFT = 90  # a warning must come so many days before the silence lapses
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Orders:
    """One row per customer-day, ascending by customer, then day; start: each customer's first row, the end appended."""

    customer: Ints
    day: Ints
    start: Ints


def run() -> None:
    if not DATA.is_dir():
        print(f"skipped: the data set is not at {DATA.relative_to(ROOT.parent)}")
        return
    orders = cleaned()
    print(f"customers {len(orders.start) - 1:,}, order-days {len(orders.day):,}")
    for cut, horizon, ours_before, bgnbd in CUTS:
        score, stops = static(orders, cut, horizon)
        print(
            f"A, cut {cut}, hold-out {horizon} days: AUC {auc(score, stops):.3f} of {len(stops):,} customers "
            f"(to reach: {ours_before}; BG/NBD: {bgnbd})"
        )
    begin, end, goal, bgnbd, plain = ROLLING
    score, silent, lapses = rolling(orders, begin, end)
    by_score, by_silence = average_precision(score, lapses), average_precision(silent, lapses)
    print(
        f"B, {len(lapses):,} silences from {begin} to {end}: average precision {by_score:.3f}, "
        f"days of silence alone {by_silence:.3f} (to reach: {goal}; BG/NBD: {bgnbd}; silence alone: {plain})"
    )


def cleaned() -> Orders:
    """Neither cancelled nor without customer, quantity and price above 0; year one before December, then year two."""
    one = pl.scan_parquet(DATA / "2009-2010.parquet").select(
        invoice=pl.col("Invoice").cast(pl.String),
        customer=pl.col("Customer ID").cast(pl.Int64),
        day=pl.col("InvoiceDate").cast(pl.Datetime).dt.date(),
        quantity="Quantity",
        price="Price",
    )
    two = pl.scan_csv(DATA / "2010-2011.csv.gz", infer_schema=False).select(
        invoice="InvoiceNo",
        customer=pl.col("CustomerID").cast(pl.Float64).cast(pl.Int64),
        day=pl.col("InvoiceDate").str.to_datetime("%Y-%m-%d %H:%M:%S").dt.date(),
        quantity=pl.col("Quantity").cast(pl.Int64),
        price=pl.col("UnitPrice").cast(pl.Float64),
    )
    lines = pl.concat([one.filter(pl.col("day") < YEAR_TWO), two.filter(pl.col("day") >= YEAR_TWO)])
    kept = lines.filter(
        ~pl.col("invoice").str.starts_with("C")
        & pl.col("customer").is_not_null()
        & (pl.col("quantity") > 0)
        & (pl.col("price") > 0)
    )
    days = kept.select("customer", "day").unique().sort("customer", "day").collect()
    customer = days["customer"].rank("dense").to_numpy().astype(np.int64) - 1
    day = days["day"].cast(pl.Int32).cast(pl.Int64).to_numpy()
    return Orders(customer=customer, day=day, start=np.searchsorted(customer, np.arange(customer[-1] + 2)))


def seen_at(orders: Orders, moments: Ints) -> Rhythm:
    """The rhythm of every customer as each of these days (numbers, ascending) sees it."""
    customers = len(orders.start) - 1
    sequence = np.repeat(np.arange(customers)[:, None], len(moments), axis=1)
    days = OrderDays(
        columns=len(moments),
        day=orders.day,
        at=orders.day,
        first_at=orders.day,
        row=np.arange(len(orders.day)),
        seen=np.searchsorted(moments, orders.day),
        value=np.ones(len(orders.day), dtype=np.int64),
        start=orders.start,
        sequence=sequence,
    )
    return rhythm_at(days, np.arange(len(moments)), moments, default_policy().policy.rhythm)


def static(orders: Orders, cut: date, horizon: int) -> tuple[Floats, Flags]:
    """Per customer with an order by the cut: the probability of no order within the horizon, and whether none came."""
    on = day_number(cut)
    rhythm = seen_at(orders, np.array([on]))
    q, silent = rhythm.stop_odds, rhythm.silent
    score = ((q + rhythm.tail(silent + horizon)) / (q + rhythm.tail(silent)))[:, 0]
    later = orders.customer[(orders.day > on) & (orders.day <= on + horizon)]
    stops = np.ones(len(score), dtype=np.bool_)
    stops[later] = False
    known = rhythm.orders[:, 0] > 0
    return score[known], stops[known]


def rolling(orders: Orders, begin: date, end: date) -> tuple[Floats, Floats, Flags]:
    """Per silence that begins in the span: the highest score of its Mondays, the days of silence then, the outcome."""
    lapse = default_policy().policy.rhythm.lapse_days
    first, last = day_number(begin), day_number(end)
    days = np.arange(first, day_number(END) + 1)
    mondays = days[(days - day_number(A_MONDAY)) % 7 == 0]
    rhythm = seen_at(orders, mondays)
    silent = rhythm.silent
    chance = rhythm.lapse_probability(silent)
    open_ = (rhythm.orders >= 2) & (silent > 0) & (silent <= lapse - DAYS_LEFT)
    open_ &= (rhythm.last >= first) & (rhythm.last <= last)
    silence = np.nonzero(open_)[0] * DAYS + rhythm.last[open_]
    names, unit = np.unique(silence, return_inverse=True)
    score, longest = np.zeros(len(names)), np.zeros(len(names))
    np.maximum.at(score, unit, chance[open_])
    np.maximum.at(longest, unit, silent[open_].astype(np.float64))
    began = names % DAYS
    following = np.searchsorted(orders.customer * DAYS + orders.day, names, side="right")
    same = (following < len(orders.day)) & (
        orders.customer[np.minimum(following, len(orders.day) - 1)] == names // DAYS
    )
    gap = np.where(same, orders.day[np.minimum(following, len(orders.day) - 1)] - began, lapse)
    return score, longest, gap >= lapse


def auc(score: Floats, positive: Flags) -> float:
    """Probability that a positive scores above a negative, ties half (Mann and Whitney 1947)."""
    values, place = np.unique(score, return_inverse=True)
    counts = np.bincount(place, minlength=len(values))
    rank = np.cumsum(counts) - (counts - 1) / 2
    ones = int(positive.sum())
    return float((rank[place][positive].sum() - ones * (ones + 1) / 2) / (ones * (len(score) - ones)))


def average_precision(score: Floats, positive: Flags) -> float:
    """Mean of the precision at each positive, going down the scores; equal scores are taken together."""
    values, place = np.unique(-score, return_inverse=True)
    found = np.cumsum(np.bincount(place, weights=positive, minlength=len(values)))
    taken = np.cumsum(np.bincount(place, minlength=len(values)))
    recalled = np.diff(found, prepend=0) / positive.sum()
    return float((recalled * found / taken).sum())
