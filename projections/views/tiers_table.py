"""The table `tiers`: how large the customers of the book are at each month end, and where its tiers are cut."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

import numpy as np
import orjson

from projections.calendar import day_number, from_day_number
from projections.policy import PolicyVersion
from projections.sizes import SizeCounts, Sizes, Sizing, sizing_of
from projections.views.columns import INTEGER, TEXT, Column, Table, ViewRow

TIERS_TABLE = Table(
    name="tiers",
    grain="one month end at which anybody had bought anything of late, under one of the policies that judge",
    key=("policy_version", "month_end"),
    whose=None,
    columns=(
        Column(
            name="policy_version",
            type=INTEGER,
            meaning="policy that measures so, the first of several that measure alike; 0 is that of a file",
        ),
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


def tier_rows(sizes: Mapping[Sizing, SizeCounts], rules: PolicyVersion) -> list[ViewRow]:
    """rules: by which they were counted."""
    return [
        (version, str(from_day_number(day)), *cut, counts.by_day[day].pairs)
        for version, sizing in sorted(_versions(rules).items())
        for counts in (sizes.get(sizing, SizeCounts()),)
        for day, cut in counts.cut_offs(sizing).items()
    ]


def sizes_of(rows: Iterable[ViewRow], rules: PolicyVersion) -> dict[Sizing, SizeCounts]:
    """The sizes again, from all rows of the table; of other rules than these nothing."""
    by_version: dict[int, dict[int, Sizes]] = {}
    for version, month_end, *_, pairs in rows:
        by_version.setdefault(version, {})[day_number(date.fromisoformat(month_end))] = _read(pairs)
    known = _versions(rules)
    return {known[version]: SizeCounts(by_day=by_day) for version, by_day in by_version.items() if version in known}


def _versions(rules: PolicyVersion) -> dict[int, Sizing]:
    """Each sizing by the first version that goes by it."""
    first: dict[Sizing, int] = {}
    for turn in rules.turns:
        first.setdefault(sizing_of(turn.policy), turn.version or 0)
    return {version: sizing for sizing, version in first.items()}


@lru_cache(maxsize=KEPT)
def _read(text: str) -> Sizes:
    """The same text gives the same object, with what follows from it; most events change no month end."""
    pairs = np.array(orjson.loads(text), dtype=np.int64)
    return Sizes(pairs[:, 0], pairs[:, 1])
