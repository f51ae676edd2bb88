"""Everything the signals and the status look at, for one set of customers at one pair of clocks and one policy."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from projections.book_counts import BookCounts, Traded, book_counts
from projections.effective import History
from projections.loyalty.limits import LoyaltyLimits
from projections.parameters import Parameters, parameters_of
from projections.policy import NO_END, Earlier, Policy
from projections.quantities import Quantities, quantities
from projections.reviews import Reviews, looking_back, plan_reviews
from projections.stage import Path, conditions, in_turn, walk, walked
from projections.windows import Ints

Read = TypeVar("Read")
NOT_KNOWN_YET = Parameters()


@dataclass(frozen=True, kw_only=True)
class Facts:
    """One judgement's inputs; grids are customers x all columns of `reviews`.

    version: of the policy, None where it has none. earlier: the same under the policies in force at earlier reviews,
    ascending, with the one path they make together; until: of such, the last local day they judge.
    """

    history: History
    reviews: Reviews
    policy: Policy
    quantities: Quantities
    path: Path
    parameters: Parameters
    read: dict[Callable[["Facts"], Any], Any] = field(default_factory=dict)
    read_at: dict[tuple[Callable[["Facts", Ints], Any], bytes], Any] = field(default_factory=dict)
    version: int | None = None
    earlier: tuple["Facts", ...] = ()
    until: int = NO_END

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

    @property
    def turns(self) -> tuple["Facts", ...]:
        """The same under each policy that judges here, one after the other."""
        return (*self.earlier, self)

    def counts(self) -> BookCounts:
        """What they add to what the whole book says."""
        return book_counts(
            self.turns,
            lambda one: Traded(one.quantities.days, one.quantities.purchases),
            self.history.registered["currency"],
            self.reviews,
        )

    def forget(self) -> None:
        """Let go of what was made of them: some of it holds the facts, and such rings would stay in memory."""
        for one in self.turns:
            one.read.clear()
            one.read_at.clear()

    def in_turn(self, columns: Ints) -> list[tuple[Ints, "Facts"]]:
        """Whose policy judges which of `columns` (ascending), as places among them; together all, in order."""
        if not self.earlier:
            return [(np.arange(len(columns)), self)]
        ends = [one.until for one in self.earlier]
        which = np.searchsorted(ends, self.reviews.days[columns], side="left")
        found = [(np.flatnonzero(which == place), one) for place, one in enumerate(self.turns)]
        return [(places, one) for places, one in found if len(places)]

    def judged(self, columns: Ints, judge: Callable[["Facts", Ints], NDArray[Any]]) -> NDArray[Any]:
        """A grid of customers x `columns`, each column by the policy in force at it."""
        return np.concatenate([judge(one, columns[places]) for places, one in self.in_turn(columns)], axis=1)

    def with_parameters(self, parameters: Parameters) -> "Facts":
        """The same where the whole book says something else."""
        earlier = tuple(replace(one, parameters=parameters, read={}, read_at={}) for one in self.earlier)
        return replace(self, parameters=parameters, earlier=earlier, read={}, read_at={})

    def evidence_rows(self) -> Ints:
        """Positions of the history rows, in row order."""
        return self.history.events.array("position")


def gather_facts(
    history: History,
    *,
    as_of: int,
    policy: Policy,
    parameters: Parameters | None = None,
    version: int | None = None,
    earlier: Sequence[Earlier] = (),
) -> Facts:
    """history must not be empty; without parameters it is the whole book, which gives them itself. earlier: policies
    that judge the reviews before this one, ascending.
    """
    first = int(history.begins_at.min())
    reviews = plan_reviews(
        first,
        as_of,
        look_back_months=policy.momentum.look_back_months,
        zone=policy.zone,
        trend_days=policy.scores.of(LoyaltyLimits).trend_days,
    )
    q = quantities(history, reviews, policy)
    facts = Facts(
        history=history,
        reviews=reviews,
        policy=policy,
        quantities=q,
        path=walk(q, reviews, policy.stage),
        parameters=parameters or NOT_KNOWN_YET,
        version=version,
    )
    earlier = [one for one in earlier if one.until >= int(reviews.days[0])]
    facts = _one_after_the_other(facts, earlier) if earlier else facts
    return facts.with_parameters(parameters_of(facts.counts())) if parameters is None else facts


def _one_after_the_other(facts: Facts, earlier: Sequence[Earlier]) -> Facts:
    """The path that all versions walk together, each at the reviews at which it is in force."""
    reviews = facts.reviews
    found = [_under(facts, one) for one in earlier]
    everybody = [*found, facts]
    which = np.searchsorted([one.until for one in earlier], reviews.days, side="left")
    each = in_turn([conditions(one.quantities, one.policy.stage) for one in everybody], which)
    settling = [everybody[place].policy.stage.settling_days for place in which.tolist()]
    path = walked(each, facts.quantities.first, reviews, settling)
    return replace(facts, path=path, read={}, read_at={}, earlier=tuple(replace(one, path=path) for one in found))


def _under(facts: Facts, one: Earlier) -> Facts:
    reviews = looking_back(facts.reviews, one.policy.momentum.look_back_months)
    return Facts(
        history=facts.history,
        reviews=reviews,
        policy=one.policy,
        quantities=quantities(facts.history, reviews, one.policy),
        path=facts.path,
        parameters=facts.parameters,
        version=one.version,
        until=one.until,
    )
