"""What some customers add to what the whole book says: to its season, and to the sizes its tiers are cut from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import polars as pl

from projections.adding import added
from projections.order_days import OrderDays
from projections.policy import Policy
from projections.reporting import in_reporting
from projections.reviews import Reviews
from projections.season import SeasonCounts, SeasonWindow, season_counts, season_windows
from projections.sizes import SizeCounts, Sizing, size_counts, sizing_of
from projections.windows import Grid


class Traded(NamedTuple):
    """What one of the policies that judge one after the other sees of some customers. until: the last local day it
    judges. bought: purchases, customers x columns, in their own currencies.
    """

    policy: Policy
    until: int
    days: OrderDays
    bought: Grid


@dataclass(frozen=True, kw_only=True)
class BookCounts:
    """Counts, which can be added and subtracted customer by customer; without any, what nobody adds.

    Policies that go by the same windows, or the same sizing, share one count, up to the last day that one of them
    judges: a later policy changes nothing that is counted for an earlier one.
    """

    season: SeasonCounts = field(default_factory=SeasonCounts)
    sizes: Mapping[Sizing, SizeCounts] = field(default_factory=dict)

    def plus(self, other: "BookCounts") -> "BookCounts":
        """The counts of both; different customers."""
        return BookCounts(season=self.season.plus(other.season), sizes=added(self.sizes, other.sizes))

    def minus(self, other: "BookCounts") -> "BookCounts":
        """The counts without these, which are part of them."""
        return self.plus(
            BookCounts(
                season=other.season.negative(), sizes={key: sizes.negative() for key, sizes in other.sizes.items()}
            )
        )


def book_counts(each: Iterable[Traded], own: pl.Series, reviews: Reviews) -> BookCounts:
    """each: one after the other, the last one the asked-for policy. own: currencies of the customers, by number."""
    by_window: dict[SeasonWindow, Traded] = {}
    by_sizing: dict[Sizing, Traded] = {}
    for traded in each:
        by_window |= dict.fromkeys(season_windows(traded.policy), traded)
        by_sizing[sizing_of(traded.policy)] = traded
    return BookCounts(
        season=SeasonCounts(
            by_window={
                window: season_counts(one.days, reviews, window, until=one.until) for window, one in by_window.items()
            }
        ),
        sizes={
            sizing: size_counts(one.bought, in_reporting(own, one.policy.currency), reviews, until=one.until)
            for sizing, one in by_sizing.items()
        },
    )
