"""The wallet: what the customer buys in our category, as estimated, times the part not barred to us."""

import numpy as np
import polars as pl

from projections.amounts import Rates, with_minor
from projections.effective import History
from projections.reviews import Reviews
from projections.windows import Grid, running_sum

UNKNOWN = -1
SHARE_DIGITS = 9  # open_share is kept as an integer of this many decimals


def estimates(history: History, own: pl.Series, rates: Rates) -> pl.DataFrame:
    """Every AnnualSpendEstimated with `open_minor`: the part open to us in minor units, null without a rate."""
    rows = with_minor(history.events.filter(pl.col("type") == "AnnualSpendEstimated"), own, rates)
    scale = 10**SHARE_DIGITS
    share = (pl.col("open_share").cast(pl.Decimal(20, SHARE_DIGITS)) * scale).cast(pl.Int128).fill_null(scale)
    halved_up = (pl.col("minor").cast(pl.Int128) * share * 2 + scale) // (2 * scale)
    return rows.with_columns(open_minor=halved_up.cast(pl.Int64), category=pl.col("category").fill_null(""))


def wallet(shape: tuple[int, int], estimated: pl.DataFrame, reviews: Reviews) -> Grid:
    """Sum over categories of the latest estimate, minor units; UNKNOWN where there is none, or none in known money."""
    steps = estimated.with_columns(
        change=pl.col("open_minor").fill_null(0)
        - pl.col("open_minor").fill_null(0).shift(1, fill_value=0).over("c", "category"),
        more=pl.col("open_minor").is_not_null().cast(pl.Int64)
        - pl.col("open_minor").is_not_null().cast(pl.Int64).shift(1, fill_value=0).over("c", "category"),
    )
    customer = steps["c"].to_numpy()
    seen = reviews.seen_from(steps["occurred_at"].to_numpy())
    never = np.full_like(seen, shape[1])
    amount = running_sum(shape, customer, seen, never, steps["change"].to_numpy())
    known = running_sum(shape, customer, seen, never, steps["more"].to_numpy())
    return np.where(known > 0, amount, UNKNOWN)
