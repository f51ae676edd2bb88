"""What some customers add to what the whole book says: to its season, and to the sizes its tiers are cut from."""

from dataclasses import dataclass

import polars as pl

from projections.order_days import OrderDays
from projections.policy import Policy
from projections.reporting import in_reporting
from projections.reviews import Reviews
from projections.season import SeasonCounts, no_season, season_counts
from projections.sizes import SizeCounts, size_counts
from projections.volume_limits import VolumeFallingLimits
from projections.windows import Grid


@dataclass(frozen=True, kw_only=True)
class BookCounts:
    """Counts, which can be added and subtracted customer by customer."""

    season: SeasonCounts
    sizes: SizeCounts

    def plus(self, other: "BookCounts") -> "BookCounts":
        """The counts of both; different customers."""
        return BookCounts(season=self.season.plus(other.season), sizes=self.sizes.plus(other.sizes))

    def minus(self, other: "BookCounts") -> "BookCounts":
        """The counts without these, which are part of them."""
        return BookCounts(season=self.season.minus(other.season), sizes=self.sizes.minus(other.sizes))


def no_counts(policy: Policy) -> BookCounts:
    """What nobody adds."""
    return BookCounts(season=no_season(policy.signals.of(VolumeFallingLimits)), sizes=SizeCounts())


def book_counts(days: OrderDays, bought: Grid, own: pl.Series, reviews: Reviews, policy: Policy) -> BookCounts:
    """days, bought (purchases, customers x columns), own (currencies, by number): of these customers."""
    return BookCounts(
        season=season_counts(days, reviews, policy.signals.of(VolumeFallingLimits)),
        sizes=size_counts(bought, in_reporting(own, policy.currency), reviews),
    )
