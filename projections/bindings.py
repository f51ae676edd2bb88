"""Bindings in force, and the lock-in they make."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from projections.effective import History
from projections.policy import StagePolicy
from projections.reviews import Reviews
from projections.windows import running_distinct


def bindings(history: History, reviews: Reviews, months_without_end: int) -> pl.DataFrame:
    """One row per BindingFormed: c, kind, position, start and stop (the columns in which it is in force)."""
    ended = (
        history.events.filter(pl.col("type") == "BindingEnded")
        .group_by("c", "binding_id")
        .agg(ended_at=pl.col("occurred_at").min())
    )
    formed = history.events.filter(pl.col("type") == "BindingFormed").join(
        ended, on=["c", "binding_id"], how="left", maintain_order="left"
    )
    at = formed["occurred_at"].to_numpy()
    columns = len(reviews.moments)
    stops = np.full(len(formed), columns)
    if len(formed):
        known = formed["ended_at"].is_not_null().to_numpy()
        stops[known] = reviews.seen_from(formed["ended_at"].drop_nulls().to_numpy())
        ends_on = formed["ends_on"].str.to_date().cast(pl.Int64)
        dated = ends_on.is_not_null().to_numpy()
        passed = np.searchsorted(reviews.days, ends_on.drop_nulls().to_numpy(), side="right")
        stops[dated] = np.minimum(stops[dated], passed)
        faded = reviews.gone_from(at[~dated], months_without_end)
        stops[~dated] = np.minimum(stops[~dated], faded)
    return formed.select("c", "kind", "position").with_columns(
        start=pl.Series(reviews.seen_from(at)), stop=pl.Series(stops)
    )


def lock_in(shape: tuple[int, int], formed: pl.DataFrame, policy: StagePolicy) -> NDArray[np.bool_]:
    """One binding that locks in by itself, or two of different kinds among those that do so together."""
    alone = _kinds_in_force(shape, formed.filter(pl.col("kind").is_in(policy.lock_in_by_one)))
    together = _kinds_in_force(shape, formed.filter(pl.col("kind").is_in(policy.lock_in_by_two)))
    return (alone >= 1) | (together >= 2)


def _kinds_in_force(shape: tuple[int, int], formed: pl.DataFrame) -> NDArray[np.int64]:
    kinds = formed["kind"].rank("dense").cast(pl.Int64) if len(formed) else pl.Series([], dtype=pl.Int64)
    return running_distinct(
        shape, formed["c"].to_numpy(), kinds.to_numpy(), formed["start"].to_numpy(), formed["stop"].to_numpy()
    )
