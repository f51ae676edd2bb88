"""The effective history: what had occurred by `as_of`, as recorded by `known_at`, with corrections applied."""

from dataclasses import dataclass

import polars as pl

from projections.journal import PAYLOAD_COLUMNS, RECORD_KEEPING
from projections.record_keeping import Resolution, Step, resolve

REGISTERED = "CustomerRegistered"


@dataclass(frozen=True, kw_only=True)
class History:
    """The book at two clocks.

    codes: the customers in the book, ascending; a customer's number is its place there. events: their events ascending
    by (customer, occurred_at, position), with `c` the customer's number; a row's place in the frame orders the events
    of one customer in time. registered: one row per customer, its registration, whenever that occurred: a registration
    written down late still names its customer.
    """

    codes: list[str]
    events: pl.DataFrame
    registered: pl.DataFrame


def resolution_of(journal: pl.DataFrame) -> Resolution:
    """What is in force, from the record-keeping rows of a journal frame (ascending position)."""
    rows = journal.filter(pl.col("target").is_not_null()).select("event_id", "position", "type", "target")
    return resolve(Step(event_id=e, position=p, type=t, target=x) for e, p, t, x in rows.iter_rows())


def effective(journal: pl.DataFrame, *, cut: int, as_of: int) -> History:
    """Read a journal frame (any set of whole customers) at the clocks.

    cut: last position known. as_of: microseconds since 1970 UTC, inclusive. A customer is in the book when it is
    registered by the cut and its first effective event has occurred by as_of.
    """
    known = journal.filter(pl.col("position") <= cut)
    standing = _standing(known)
    registrations = standing.filter(pl.col("type") == REGISTERED).sort("position").unique("customer", keep="first")
    occurred = standing.filter(pl.col("occurred_at") <= as_of).join(
        registrations.select("customer"), on="customer", how="semi"
    )
    codes = occurred.get_column("customer").unique().sort()
    numbers = pl.DataFrame({"customer": codes, "c": pl.Series(range(len(codes)), dtype=pl.Int64)})
    return History(
        codes=codes.to_list(),
        events=occurred.join(numbers, on="customer").sort("c", "occurred_at", "position"),
        registered=registrations.join(numbers, on="customer").sort("c"),
    )


def _standing(known: pl.DataFrame) -> pl.DataFrame:
    """The originals that stand, with what their latest correction says in place of their data and time."""
    originals = known.filter(~pl.col("type").is_in(RECORD_KEEPING))
    resolution = resolution_of(known)
    if not resolution.in_force:
        return originals
    stands = originals.filter(~pl.col("event_id").is_in(list(resolution.retracted())))
    latest = [step.event_id for step in resolution.corrections().values()]
    replaced = (
        known.filter(pl.col("event_id").is_in(latest))
        .select("target", "moved_to", *PAYLOAD_COLUMNS)
        .rename({"target": "event_id"})
        .join(stands.drop(*PAYLOAD_COLUMNS, "target", "moved_to"), on="event_id")
        .with_columns(
            occurred_at=pl.coalesce(
                pl.col("moved_to").str.to_datetime(time_unit="us", time_zone="UTC").cast(pl.Int64), "occurred_at"
            ),
            target=pl.lit(None, pl.String),
            moved_to=pl.lit(None, pl.String),
        )
        .select(originals.columns)
    )
    untouched = stands.join(replaced.select("event_id"), on="event_id", how="anti")
    return pl.concat([untouched, replaced])
