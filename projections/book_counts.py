"""What some customers add to what the whole book says: to its season, and to the sizes its tiers are cut from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypeVar

import polars as pl

from projections.adding import added
from projections.order_days import OrderDays
from projections.policy import Policy
from projections.reporting import in_reporting
from projections.reviews import Reviews
from projections.season import SeasonCounts, SeasonWindow, season_counts, season_windows
from projections.sizes import SizeCounts, Sizing, size_counts, sizing_of
from projections.windows import Grid


class Turn(Protocol):
    """One of the policies that judge one after the other. until: the last local day it judges."""

    @property
    def policy(self) -> Policy: ...

    @property
    def until(self) -> int: ...


class Traded(NamedTuple):
    """What a policy sees of some customers. bought: purchases, customers x columns, in their own currencies."""

    days: OrderDays
    bought: Grid


Judging = TypeVar("Judging", bound=Turn)


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


def book_counts(
    turns: Iterable[Judging], traded: Callable[[Judging], Traded], own: pl.Series, reviews: Reviews
) -> BookCounts:
    """turns: at least one, the last one the asked-for policy. traded: asked once for each sizing among them. own:
    currencies of the customers, by number.
    """
    until: dict[SeasonWindow, int] = {}
    by_sizing: dict[Sizing, Judging] = {}
    for turn in turns:
        until |= dict.fromkeys(season_windows(turn.policy), turn.until)
        by_sizing[sizing_of(turn.policy)] = turn
    found = {sizing: traded(turn) for sizing, turn in by_sizing.items()}
    days = next(iter(found.values())).days  # the same days, whatever an order is worth
    return BookCounts(
        season=SeasonCounts(
            by_window={window: season_counts(days, reviews, window, until=end) for window, end in until.items()}
        ),
        sizes={
            sizing: size_counts(
                found[sizing].bought, in_reporting(own, turn.policy.currency), reviews, until=turn.until
            )
            for sizing, turn in by_sizing.items()
        },
    )
