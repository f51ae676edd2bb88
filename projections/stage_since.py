"""Since which day a customer is in its stage."""

import numpy as np

from projections.facts import Facts
from projections.windows import Grid, Ints


def since_days(facts: Facts, columns: Ints) -> Grid:
    """The day of the review that took the latest step, or of the first event while there was none."""
    entered = facts.path.since[:, columns]
    return np.where(
        entered >= 0, facts.reviews.days[entered], facts.reviews.local_days(facts.history.begins_at)[:, None]
    )
