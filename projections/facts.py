"""Everything the signals and the status look at, for one set of customers at one pair of clocks and one policy."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from projections.book_counts import book_counts
from projections.effective import History
from projections.loyalty.limits import LoyaltyLimits
from projections.parameters import Parameters, parameters_of
from projections.policy import Policy
from projections.quantities import Quantities, quantities
from projections.reviews import Reviews, plan_reviews
from projections.stage import Path, walk
from projections.windows import Ints

Read = TypeVar("Read")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """One judgement's inputs; grids are customers x all columns of `reviews`."""

    history: History
    reviews: Reviews
    policy: Policy
    quantities: Quantities
    path: Path
    parameters: Parameters
    read: dict[Callable[["Facts"], Any], Any] = field(default_factory=dict)
    read_at: dict[tuple[Callable[["Facts", Ints], Any], bytes], Any] = field(default_factory=dict)

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.history.codes), len(self.reviews.moments)

    def once(self, read: Callable[["Facts"], Read]) -> Read:
        """What `read` makes of these facts: several signals look at it, at several columns."""
        if read not in self.read:
            self.read[read] = read(self)
        found: Read = self.read[read]
        return found

    def once_at(self, read: Callable[["Facts", Ints], Read], columns: Ints) -> Read:
        """What `read` makes of these facts at some columns."""
        key = (read, columns.tobytes())
        if key not in self.read_at:
            self.read_at[key] = read(self, columns)
        found: Read = self.read_at[key]
        return found

    def evidence_rows(self) -> Ints:
        """Positions of the history rows, in row order."""
        return self.history.events["position"].to_numpy()


def gather_facts(history: History, *, as_of: int, policy: Policy, parameters: Parameters | None = None) -> Facts:
    """history must not be empty; without parameters it is the whole book, which gives them itself."""
    first = int(history.begins_at.min())
    reviews = plan_reviews(
        first,
        as_of,
        look_back_months=policy.momentum.look_back_months,
        zone=policy.zone,
        trend_days=policy.scores.of(LoyaltyLimits).trend_days,
    )
    q = quantities(history, reviews, policy)
    return Facts(
        history=history,
        reviews=reviews,
        policy=policy,
        quantities=q,
        path=walk(q, reviews, policy.stage),
        parameters=parameters
        or parameters_of(book_counts(q.days, q.purchases, history.registered["currency"], reviews, policy), policy),
    )
