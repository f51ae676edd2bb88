"""Openings: which there were, and until when each stands open."""

from projections.customer_events import Record, records
from projections.facts import Facts
from projections.rows import first_closing
from projections.windows import Ints

OBSERVED, CLOSED = "OpeningObserved", "OpeningClosed"


def opening_closed_at(facts: Facts) -> Ints:
    """Per OpeningObserved the moment it was closed; NEVER while it is open. A due date that passes closes nothing."""
    return first_closing(facts.history.of(OBSERVED), facts.history.of(CLOSED), "opening_id")


def openings(facts: Facts) -> list[list[Record]]:
    """By customer every opening observed by the asked-for date, in order of time, with closed_on and result: of the
    first word that it is closed, None while it is open.
    """
    seen = records(facts, (OBSERVED,), "opening_id", "kind", "origin", "due_on")
    closed = records(facts, (CLOSED,), "opening_id", "result")
    return [_with_ends(mine, ends) for mine, ends in zip(seen, closed, strict=True)]


def _with_ends(seen: list[Record], closed: list[Record]) -> list[Record]:
    end = {event["opening_id"]: event for event in reversed(closed)}
    nothing: Record = {"on": None, "result": None}
    found = [(one, end.get(one["opening_id"], nothing)) for one in seen]
    return [one | {"closed_on": last["on"], "result": last["result"]} for one, last in found]
