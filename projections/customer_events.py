"""The events of each customer up to the asked-for date, as plain records."""

from typing import Any

from projections.calendar import from_day_number
from projections.facts import Facts

Record = dict[str, Any]


def records(facts: Facts, types: tuple[str, ...], *fields: str) -> list[list[Record]]:
    """By customer, in order of time: the named fields, and of each event type, position, at, day (local day number)
    and on.
    """
    rows = facts.history.of(*types)
    columns = {name: rows.texts(name) for name in ("type", *fields)}
    days = facts.reviews.local_days(rows.at).tolist()
    found: list[list[Record]] = [[] for _ in facts.history.codes]
    for place, (customer, position, at, day) in enumerate(
        zip(rows.c.tolist(), rows.position.tolist(), rows.at.tolist(), days, strict=True)
    ):
        said = {name: values[place] for name, values in columns.items()}
        found[customer].append(said | {"position": position, "at": at, "day": day, "on": str(from_day_number(day))})
    return found
