"""The table `tiers`: how large the customers of the book are at each month end, and where its tiers are cut."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

import numpy as np
import orjson

from projections.calendar import day_number, from_day_number
from projections.sizes import CutOffs, SizeCounts, Sizes
from projections.views.columns import INTEGER, TEXT, Column, Table, ViewRow

TIERS_TABLE = Table(
    name="tiers",
    grain="one month end at which anybody had bought anything in 12 months",
    key=("month_end",),
    whose=None,
    columns=(
        Column(name="month_end", type=TEXT, meaning="last day of the month"),
        Column(
            name="a_from_minor",
            type=INTEGER,
            meaning="purchases of the last A, rounded down to three digits: from here on a customer is A",
            unit="minor units of the reporting currency",
        ),
        Column(
            name="b_from_minor",
            type=INTEGER,
            meaning="purchases of the last B likewise: from here on a customer is at least B",
            unit="minor units of the reporting currency",
        ),
        Column(
            name="sizes",
            type=TEXT,
            meaning="JSON list of [class, purchases of its customers]; one class: the same first three digits",
        ),
    ),
)


KEPT = 240  # month ends: twenty years


def tier_rows(sizes: SizeCounts, cut: Mapping[int, CutOffs]) -> list[ViewRow]:
    """cut: the cut-offs at each of these month ends."""
    return [(str(from_day_number(day)), *cut[day], found.pairs) for day, found in sorted(sizes.by_day.items())]


def sizes_of(rows: Sequence[ViewRow]) -> SizeCounts:
    """The sizes again, from all rows of the table."""
    return SizeCounts(by_day={day_number(date.fromisoformat(row[0])): _read(row[-1]) for row in rows})


@lru_cache(maxsize=KEPT)
def _read(text: str) -> Sizes:
    """The same text gives the same object, with what follows from it; most events change no month end."""
    pairs = np.array(orjson.loads(text), dtype=np.int64)
    return Sizes(pairs[:, 0], pairs[:, 1])
