"""The events of one customer up to the asked-for date, as plain records."""

from typing import Any

import numpy as np

from projections.calendar import from_day_number
from projections.facts import Facts

Record = dict[str, Any]


def records(facts: Facts, customer: int, types: tuple[str, ...], *fields: str) -> list[Record]:
    """In order of time: the named fields, and of each event type, position, at, day (local day number) and on."""
    rows = facts.history.of(*types)
    own = rows.at_places(rows.places(np.array([customer]))[0])
    columns = {name: own.texts(name) for name in ("type", *fields)}
    days = facts.reviews.local_days(own.at).tolist()
    return [
        {name: values[place] for name, values in columns.items()}
        | {"position": position, "at": at, "day": day, "on": str(from_day_number(day))}
        for place, (position, at, day) in enumerate(zip(own.position.tolist(), own.at.tolist(), days, strict=True))
    ]
