"""Promises: when each is due, until another date is given for it, and when it was kept."""

from dataclasses import dataclass

import numpy as np

from projections.effective import History
from projections.rows import NEVER, Rows, first_closing
from projections.windows import Ints

MADE, KEPT = "CommitmentMade", "CommitmentKept"


@dataclass(frozen=True, kw_only=True)
class Commitments:
    """rows: one CommitmentMade of ours each, by customer, then time. due: day number. moved_at: microseconds at which
    another date was given, NEVER without; kept_at: likewise.
    """

    rows: Rows
    due: Ints
    moved_at: Ints
    kept_at: Ints


def our_commitments(history: History) -> Commitments:
    made = history.of(MADE)
    rows = made.where(made.equal("by", "us"))
    moved_at = np.full(len(rows), NEVER)
    following = dict[tuple[int, str | None], int]()
    keys = list(zip(rows.c.tolist(), rows.texts("commitment_id"), strict=True))
    for place in reversed(range(len(rows))):
        moved_at[place] = following.get(keys[place], NEVER)
        following[keys[place]] = int(rows.at[place])
    return Commitments(
        rows=rows,
        due=rows.days("due_on"),
        moved_at=moved_at,
        kept_at=first_closing(rows, history.of(KEPT), "commitment_id"),
    )
