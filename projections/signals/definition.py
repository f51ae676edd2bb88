"""What a signal is: a severity per cell, and the words and numbers behind those that fired at the asked-for review."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from projections.windows import Ints

if TYPE_CHECKING:
    from projections.facts import Facts

SEVERITIES = (None, "watch", "alert", "crisis")
NONE, WATCH, ALERT, CRISIS = range(4)

Severity = NDArray[np.int8]


@dataclass(frozen=True, kw_only=True)
class Firing:
    """One signal of one customer at the asked-for review, as the standing shows it.

    since: local day number. evidence: positions, ascending, the latest fifty at most; evidence_count: how many there
    are.
    """

    value: int | float | str
    threshold: int | float | str
    unit: str
    since: int
    parts: dict[str, Any]
    reason: str
    evidence: list[int]
    evidence_count: int
    absences: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Signal:
    """severity: customers x columns, from the facts alone. explain: one Firing per customer in `customers`, all of
    which fired.

    counted: it enters the status. cause: whose doing it is unless the evidence says otherwise.
    """

    name: str
    group: str
    cause: str
    severity: Callable[["Facts", Ints], Severity]
    explain: Callable[["Facts", Ints, Severity], list[Firing]]
    counted: bool = True
