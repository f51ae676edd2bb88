"""How often we agreed with the customer to be in contact, or executives to meet."""

import numpy as np
from numpy.typing import NDArray

from projections.facts import Facts
from projections.quantities import latest_row
from projections.windows import Ints

AGREED = "ContactRhythmAgreed"


def agreed_days(facts: Facts, kind: str, columns: Ints) -> NDArray[np.int64]:
    """Days of the rhythm last agreed, per customer and column; -1 where none was. kind: contact or executive."""
    said = facts.history.of(AGREED)
    said = said.where(said.equal("kind", kind))
    every = np.full(len(facts.history.events) + 1, -1)
    every[said.row] = said.numbers("every_days")
    found: NDArray[np.int64] = every[latest_row(facts.shape, said, facts.reviews)[:, columns]]
    return found
