"""Contact-days: one per person and date, however many events, of their people or of ours."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from projections.facts import Facts
from projections.rows import Rows
from projections.windows import Grid, Ints, running_sum


@dataclass(frozen=True, kw_only=True)
class ContactDays:
    """c: the customer's number. person: a number per customer and name. name: of each person. day: local day number."""

    c: Ints
    person: Ints
    day: Ints
    customer_of: Ints
    name: pl.Series


def later_than(facts: Facts, rows: Rows, day: int) -> Rows:
    """Those on later local days: what is before the window of the first review need not be looked at."""
    return rows.where(facts.reviews.local_days(rows.at) > day)


def contact_days(facts: Facts, rows: Rows, names: pl.Series) -> ContactDays:
    """names: per row the list of persons that took part."""
    frame = pl.DataFrame({"c": rows.c, "day": facts.reviews.local_days(rows.at), "name": names})
    each = frame.explode("name", empty_as_null=False).drop_nulls().unique()
    persons = each.select("c", "name").unique().sort("c", "name").with_columns(person=pl.int_range(pl.len()))
    each = each.join(persons, on=["c", "name"]).sort("c", "day", "person")
    return ContactDays(
        c=each["c"].to_numpy(),
        person=each["person"].to_numpy().astype(np.int64),
        day=each["day"].to_numpy(),
        customer_of=persons["c"].to_numpy(),
        name=persons["name"],
    )


def in_last(days: ContactDays, group: Ints, groups: int, columns: Ints, window: int) -> Grid:
    """Contact-days of each group (a number per contact-day) in the last `window` days, groups x columns.

    columns: local day numbers of the reviews, ascending; later than them nothing of the history is in sight.
    """
    start = np.searchsorted(columns, days.day, side="left")
    stop = np.searchsorted(columns, days.day + window, side="left")
    return running_sum((groups, len(columns)), group, start, stop)
