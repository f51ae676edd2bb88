"""The attitude mean (section 3) of those present, and the observations behind it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.facts import Facts
from projections.people import OBSERVED, read_people
from projections.signals.opponent_gaining import Limits, mean_attitude
from projections.windows import Grid, Ints


@dataclass(frozen=True, kw_only=True)
class Attitudes:
    """mean: customers x columns from -1 to 1, nan where unknown. observed: persons x columns, row (history) of the
    observation that counts, -1 without; customer: of each person.
    """

    mean: NDArray[np.float64]
    customer: Ints
    observed: Grid
    position: Ints

    def positions(self, customer: int) -> list[int]:
        """The observations that count for this customer at the last column."""
        begin, end = np.searchsorted(self.customer, [customer, customer + 1])
        rows = self.observed[begin:end, -1]
        found: list[int] = self.position[rows[rows >= 0]].tolist()
        return found


def attitudes(facts: Facts, columns: Ints) -> Attitudes:
    position, moments = facts.evidence_rows(), facts.reviews.moments[columns]
    if not len(facts.history.of(OBSERVED)):
        unknown = np.full((facts.shape[0], len(columns)), np.nan)
        nobody = np.zeros((0, len(columns)), dtype=np.int64)
        return Attitudes(mean=unknown, customer=nobody[:, -1], observed=nobody, position=position)
    limits, people = facts.policy.signals.of(Limits), facts.once(read_people)
    present = people.present(moments)
    return Attitudes(
        mean=mean_attitude(people, moments, present, limits),
        customer=people.customer,
        observed=np.where(present, people.attitude_rows(moments, limits.months), -1),
        position=position,
    )
