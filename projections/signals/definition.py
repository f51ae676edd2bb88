"""What a signal is: a severity per cell, and the words and numbers behind those that fired at the asked-for review."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from projections.section import Section
from projections.windows import Ints
from projections.words import Words

if TYPE_CHECKING:
    from projections.facts import Facts

SEVERITIES = (None, "watch", "alert", "crisis")
NONE, WATCH, ALERT, CRISIS = range(4)

Severity = NDArray[np.int8]


@dataclass(frozen=True, kw_only=True)
class Firing:
    """One signal of one customer at the asked-for review, as the standing shows it.

    since: local day number; None where only reviews can tell (the first month end of the unbroken run, runs.py).
    parts: the numbers and names the words say, in the form answers show them. evidence: positions in any order; the
    latest fifty are shown and all are counted. absences: what did not happen and should have, over the same parts.
    cause: where it is another than the signal's.
    """

    value: int | float | str
    threshold: int | float | str
    unit: str
    since: int | None = None
    parts: dict[str, Any]
    words: Words
    evidence: list[int]
    absences: list[Words] = field(default_factory=list)
    cause: str | None = None


@dataclass(frozen=True, kw_only=True)
class Signal:
    """severity: customers x columns, from the facts alone. explain: one Firing per customer in `customers`, all of
    which fired, with their severities (those the numbers give, before probation).

    limits: the signal's table of the policy. counted: it enters the status. cause: whose doing it is unless the
    firing says otherwise (of the trade group: unless another signal suggests it).
    """

    name: str
    group: str
    cause: str
    limits: type[Section]
    severity: Callable[["Facts", Ints], Severity]
    explain: Callable[["Facts", Ints, Severity], list[Firing]]
    counted: bool = True
