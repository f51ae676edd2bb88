"""What another policy changes: of each customer at every review, and how many it moves."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from projections.calendar import from_day_number
from projections.judgement import Judgement
from projections.momentum import MOMENTA
from projections.profile import profiles
from projections.risk import STATUSES
from projections.signals.definition import SEVERITIES
from projections.stage import NOT_YET, STAGES
from projections.windows import Grid, Ints

Row = dict[str, Any]
NAMES: Mapping[str, Sequence[str | None]] = {"stage": STAGES, "momentum": MOMENTA, "risk": STATUSES}
FIELDS = tuple(NAMES)


def changes(old: Judgement, new: Judgement) -> list[Row]:
    """Of the same customers at the same clocks, every review judged by one policy and by the other: a row for each who
    differs at any review, by code.

    first_on, last_on: the first and the last review that differ in anything. Per field, null where both say the same
    today: what each says, and the first review of the unbroken run in which they differ. signals: those of today that
    differ.
    """
    before, after = _at_same_days(old, new)
    days = before["day"]
    differ = {name: before[name] != after[name] for name in (*FIELDS, *_signals(old))}
    anything = np.any(list(differ.values()), axis=0)
    people = profiles(old.facts)
    return [
        {
            "code": people[c].code,
            "name": people[c].name,
            "first_on": _on(days[int(np.argmax(anything[c]))]),
            "last_on": _on(days[np.flatnonzero(anything[c])[-1]]),
            **{name: _field(name, before, after, differ[name], c) for name in FIELDS},
            "signals": [
                {"name": name, "old": SEVERITIES[before[name][c, -1]], "new": SEVERITIES[after[name][c, -1]]}
                for name in sorted(_signals(old))
                if differ[name][c, -1]
            ],
        }
        for c in np.flatnonzero(anything.any(axis=1)).tolist()
    ]


def totals(rows: Iterable[Row], customers: int) -> Row:
    """What the rows add up to. customers: in the book."""
    rows = list(rows)
    moved = {
        name: Counter((row[name]["old"], row[name]["new"]) for row in rows if row[name] is not None) for name in FIELDS
    }
    today = [row for row in rows if row["signals"] or any(row[name] is not None for name in FIELDS)]
    return {
        "customers": customers,
        "differ": len(rows),
        "differ_today": len(today),
        **{
            name: [
                {"old": old, "new": new, "customers": many}
                for (old, new), many in sorted(counts.items(), key=lambda pair: [_place(name, one) for one in pair[0]])
            ]
            for name, counts in moved.items()
        },
    }


def _place(name: str, value: str | None) -> int:
    return list(NAMES[name]).index(value) if value in NAMES[name] else len(NAMES[name])


def _signals(judgement: Judgement) -> Sequence[str]:
    return list(judgement.severities)


def _at_same_days(old: Judgement, new: Judgement) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Both at the reviews they have in common; in another time zone a day begins elsewhere, and is the same day."""
    days, others_days = (one.facts.reviews.days[one.columns] for one in (old, new))
    _, places, others = np.intersect1d(days, others_days, return_indices=True)
    return _said(old, places), _said(new, others)


def _said(judgement: Judgement, places: Ints) -> Mapping[str, Any]:
    columns = judgement.columns[places]
    stage: NDArray[np.int8] = judgement.facts.path.stage[:, columns]
    begun = stage != NOT_YET

    def where_begun(grid: NDArray[Any]) -> Grid:
        return np.where(begun, grid, 0)

    return {
        "day": judgement.facts.reviews.days[columns],
        "stage": stage,
        "momentum": where_begun(judgement.momentum.value[:, places]),
        "risk": where_begun(judgement.status[:, places]),
        **{name: grid[:, places] for name, grid in judgement.severities.items()},
    }


def _field(
    name: str, before: Mapping[str, Any], after: Mapping[str, Any], differ: NDArray[np.bool_], c: int
) -> Row | None:
    if not differ[c, -1]:
        return None
    alike = np.flatnonzero(~differ[c])
    begins = int(alike[-1]) + 1 if len(alike) else 0
    names = NAMES[name]
    return {"old": names[before[name][c, -1]], "new": names[after[name][c, -1]], "since": _on(before["day"][begins])}


def _on(day: int) -> str:
    return str(from_day_number(int(day)))
