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
    """One row per contact met and event; a meeting that names only a department has one row without a contact.

    at: moment of the meeting. seen: first column that sees the meeting and what is known of the contact. department:
    number of the department's name, -1 where unknown. executive: the contact's level on that day.
    """

    customer: Ints
    at: Ints
    position: Ints
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
    described = _describe(by_contact, _descriptions(history, reviews))
    by_department = met.filter(
        pl.col("department").is_not_null() & (pl.col("contact_ids").list.len().fill_null(0) == 0)
    ).select(
        "c", "position", "occurred_at", "department", known_at=pl.col("occurred_at"), level=pl.lit(None, pl.String)
    )
    rows = pl.concat([described.select(by_department.columns), by_department]).sort("c", "occurred_at", "position")
    at = rows["occurred_at"].to_numpy()
    known_at = rows["known_at"].fill_null(strategy="zero").to_numpy()
    return Meetings(
        customer=rows["c"].to_numpy(),
        at=at,
        position=rows["position"].to_numpy(),
        seen=reviews.seen_from(np.maximum(at, known_at)),
        department=_numbered(rows["department"], aliases),
        executive=(rows["level"] == "executive").fill_null(False).to_numpy(),
    )


def _days(reviews: Reviews) -> pl.Expr:
    return pl.col("occurred_at").map_batches(
        lambda s: pl.Series(reviews.local_days(s.to_numpy())), return_dtype=pl.Int64
    )


def _descriptions(history: History, reviews: Reviews) -> pl.DataFrame:
    """What was said of each contact, field by field carried forward; one row per contact and day."""
    return (
        history.events.filter(pl.col("type").is_in(DESCRIBED))
        .select("c", "contact_id", "occurred_at", "department", "level", day=_days(reviews))
        .with_columns(pl.col("department", "level").forward_fill().over("c", "contact_id"))
        .unique(["c", "contact_id", "day"], keep="last", maintain_order=True)
        .rename({"occurred_at": "known_at"})
        .sort("day")
    )


def _describe(met: pl.DataFrame, descriptions: pl.DataFrame) -> pl.DataFrame:
    met = met.sort("day")
    then = met.join_asof(descriptions, on="day", by=["c", "contact_id"], strategy="backward", check_sortedness=False)
    unknown = then["known_at"].is_null()
    if not unknown.any():
        return then
    later = met.filter(unknown).join_asof(
        descriptions, on="day", by=["c", "contact_id"], strategy="forward", check_sortedness=False
    )
    return pl.concat([then.filter(~unknown), later])


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
