"""What the customer's file says by the asked-for date: name, owner, and when somebody was last in contact."""

import polars as pl

from projections.contacts import CONTACT
from projections.facts import Facts

FIELDS = ("name", "owner")


def profiles(facts: Facts) -> pl.DataFrame:
    """One row per customer, by number: c, code, name, owner, currency, last_contact_on (local day number, null
    without).

    A field is the latest one said by the asked-for date, else that of the registration.
    """
    events = facts.history.events
    said = events.group_by("c", maintain_order=True).agg(pl.col(f).drop_nulls().last() for f in FIELDS)
    registered = facts.history.registered.select("c", "currency", *(pl.col(f).alias(f"registered_{f}") for f in FIELDS))
    touched = events.filter(pl.col("type").is_in(CONTACT)).group_by("c").agg(last=pl.col("occurred_at").max())
    on = pl.Series(facts.reviews.local_days(touched["last"].to_numpy()), dtype=pl.Int64)
    contacts = touched.select("c", last_contact_on=on)
    return (
        registered.join(said, on="c", how="left", maintain_order="left")
        .join(contacts, on="c", how="left", maintain_order="left")
        .with_columns(pl.coalesce(f, f"registered_{f}").alias(f) for f in FIELDS)
        .with_columns(code=pl.Series(facts.history.codes, dtype=pl.String))
        .select("c", "code", *FIELDS, "currency", "last_contact_on")
    )
