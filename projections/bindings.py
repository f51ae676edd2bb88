"""Bindings in force, and the lock-in they make."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.effective import History
from projections.policy import StagePolicy
from projections.reviews import Reviews
from projections.rows import NEVER, Rows, first_closing
from projections.windows import Grid, Ints, running_distinct


@dataclass(frozen=True, kw_only=True)
class Bindings:
    """Every BindingFormed; it is in force from column `start` until before `stop`."""

    rows: Rows
    start: Ints
    stop: Ints


def bindings(history: History, reviews: Reviews, months_without_end: int) -> Bindings:
    rows = history.of("BindingFormed")
    stop = reviews.seen_from(first_closing(rows, history.of("BindingEnded"), "binding_id"))
    ends_on = rows.days("ends_on")
    dated = ends_on != NEVER
    passed = np.searchsorted(reviews.days, ends_on, side="right")
    faded = reviews.gone_from(rows.at, months_without_end)
    return Bindings(rows=rows, start=reviews.seen_from(rows.at), stop=np.minimum(stop, np.where(dated, passed, faded)))


def lock_in(shape: tuple[int, int], formed: Bindings, policy: StagePolicy) -> NDArray[np.bool_]:
    """One binding that locks in by itself, or two of different kinds among those that do so together."""
    alone = _kinds_in_force(shape, formed, policy.lock_in_by_one)
    together = _kinds_in_force(shape, formed, policy.lock_in_by_two)
    return (alone >= 1) | (together >= 2)


def _kinds_in_force(shape: tuple[int, int], formed: Bindings, kinds: tuple[str, ...]) -> Grid:
    """How many different ones of these kinds are in force, per cell."""
    if not len(formed.rows):
        return np.zeros(shape, dtype=np.int64)
    number = {kind: place for place, kind in enumerate(kinds)}
    kind = np.array([number.get(text or "", -1) for text in formed.rows.texts("kind")])
    own = kind >= 0
    return running_distinct(shape, formed.rows.c[own], kind[own], formed.start[own], formed.stop[own])
