"""Who was met, and what department and level they had on that day."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from projections.effective import History
from projections.reviews import Reviews
from projections.windows import Ints

MET = ("VisitMade", "CallMade", "ExecutiveMeetingHeld", "ValueDemonstrated")
CONTACT = (*MET, "MessageExchanged")
DESCRIBED = ("ContactAdded", "ContactChanged")
EXECUTIVE_MEETING = "ExecutiveMeetingHeld"


@dataclass(frozen=True, kw_only=True)
class Meetings:
    """One row per thing known of somebody met: a department or a level; a meeting may itself name a department.

    at: moment of the meeting. seen: first column that sees the meeting and what is known of the contact. department:
    number of the department's name, -1 where the row is of a level. executive: the contact's level on that day.
    """

    customer: Ints
    at: Ints
    seen: Ints
    department: Ints
    executive: NDArray[np.bool_]


def read_meetings(history: History, reviews: Reviews, aliases: Mapping[str, str]) -> Meetings:
    """Join every contact met to the department and level it had on that day.

    What is valid on a day: the latest description of the contact on or before that day; of a contact described only
    later, the earliest one, which counts from the review on that has seen it.
    """
    met = history.events.filter(pl.col("type").is_in(MET))
    by_contact = (
        met.select("c", "position", "occurred_at", "contact_ids")
        .explode("contact_ids", empty_as_null=False)
        .rename({"contact_ids": "contact_id"})
        .filter(pl.col("contact_id").is_not_null())
        .with_columns(day=_days(reviews))
    )
    said = history.events.filter(pl.col("type").is_in(DESCRIBED))
    described = [_on_the_day(by_contact, said, field, reviews) for field in ("department", "level")]
    named = met.filter(pl.col("department").is_not_null()).select(
        "c", "position", "occurred_at", field=pl.lit("department"), value="department", known_at="occurred_at"
    )
    rows = pl.concat([*described, named]).sort("c", "occurred_at", "position", "field")
    return _meetings(rows, reviews, aliases)


def _meetings(rows: pl.DataFrame, reviews: Reviews, aliases: Mapping[str, str]) -> Meetings:
    """rows: c, position, occurred_at, field (department or level), value, known_at."""
    departments = rows.select(pl.when(pl.col("field") == "department").then("value")).to_series()
    executives = rows.select(((pl.col("field") == "level") & (pl.col("value") == "executive")).fill_null(False))
    at = rows["occurred_at"].to_numpy()
    return Meetings(
        customer=rows["c"].to_numpy(),
        at=at,
        seen=reviews.seen_from(np.maximum(at, rows["known_at"].to_numpy())),
        department=_numbered(departments, aliases),
        executive=executives.to_series().to_numpy(),
    )


def _days(reviews: Reviews) -> pl.Expr:
    return pl.col("occurred_at").map_batches(
        lambda s: pl.Series(reviews.local_days(s.to_numpy())), return_dtype=pl.Int64
    )


def _on_the_day(met: pl.DataFrame, said: pl.DataFrame, field: str, reviews: Reviews) -> pl.DataFrame:
    """The value of `field` each contact met had on that day, and since when it is known; unknown ones are left out.

    met: c, contact_id, position, occurred_at, day. said: the descriptions, in order of time within the customer.
    """
    described = (
        said.filter(pl.col(field).is_not_null())
        .select("c", "contact_id", value=field, known_at="occurred_at", day=_days(reviews))
        .unique(["c", "contact_id", "day"], keep="last", maintain_order=True)
        .sort("day")
    )
    met, by = met.sort("day"), ["c", "contact_id"]
    then = met.join_asof(described, on="day", by=by, strategy="backward", check_sortedness=False)
    later = met.filter(then["value"].is_null()).join_asof(
        described, on="day", by=by, strategy="forward", check_sortedness=False
    )
    known = pl.concat([then, later]).filter(pl.col("value").is_not_null())
    return known.select("c", "position", "occurred_at", field=pl.lit(field), value="value", known_at="known_at")


def _numbered(names: pl.Series, aliases: Mapping[str, str]) -> Ints:
    """A number per department, equal for spellings that mean the same; -1 for unknown."""
    same = {_folded(spelling): _folded(name) for spelling, name in aliases.items()}
    distinct = names.drop_nulls().unique().to_list()
    folded = {name: same.get(_folded(name), _folded(name)) for name in distinct}
    numbers = {name: i for i, name in enumerate(sorted(set(folded.values())))}
    codes = {name: numbers[folded[name]] for name in distinct}
    return (
        names.replace_strict(codes, default=-1, return_dtype=pl.Int64).to_numpy() if codes else np.full(len(names), -1)
    )


def _folded(name: str) -> str:
    return name.strip().casefold()
