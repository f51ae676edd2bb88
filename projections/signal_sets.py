"""Which signals fire together: equal sets are written out once, however many customers and reviews show them."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from projections.judgement import Judgement
from projections.signals.definition import SEVERITIES
from projections.windows import Ints

BASE = len(SEVERITIES)
AT_ONCE = 24  # signals whose levels fit one integer together with what came before


@dataclass(frozen=True, kw_only=True)
class SignalSets:
    """sets: each as rows show it, severest first, then by name. which: the set of each cell. worst: its severest
    level.
    """

    sets: list[list[dict[str, Any]]]
    which: Ints
    worst: Ints


def signal_sets(judgement: Judgement, customer: Ints, place: Ints) -> SignalSets:
    """Of the cells customer, place (of a judged column); each array one number per cell."""
    names = sorted(judgement.severities)
    which = np.zeros(len(customer), dtype=np.int64)
    worst = np.zeros(len(customer), dtype=np.int64)
    for start in range(0, len(names), AT_ONCE):
        for name in names[start : start + AT_ONCE]:
            level = judgement.severities[name][customer, place]
            which = which * BASE + level
            np.maximum(worst, level, out=worst)
        which = np.unique(which, return_inverse=True)[1].astype(np.int64)
    _, first = np.unique(which, return_index=True)
    cells = zip(customer[first].tolist(), place[first].tolist(), strict=True)
    sets = [_set(names, [int(judgement.severities[name][cell]) for name in names]) for cell in cells]
    return SignalSets(sets=sets, which=which, worst=worst)


def _set(names: list[str], levels: list[int]) -> list[dict[str, Any]]:
    fired = sorted((-level, name) for name, level in zip(names, levels, strict=True) if level)
    return [{"name": name, "severity": SEVERITIES[-level]} for level, name in fired]
