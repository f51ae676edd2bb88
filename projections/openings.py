"""Openings and until when each stands open."""

from projections.facts import Facts
from projections.rows import first_closing
from projections.windows import Ints

OBSERVED, CLOSED = "OpeningObserved", "OpeningClosed"


def opening_closed_at(facts: Facts) -> Ints:
    """Per OpeningObserved the moment it was closed; NEVER while it is open. A due date that passes closes nothing."""
    return first_closing(facts.history.of(OBSERVED), facts.history.of(CLOSED), "opening_id")
