"""What the customer's file says by the asked-for date: name, owner, and when somebody was last in contact."""

from dataclasses import dataclass

import numpy as np

from projections.contacts import CONTACT
from projections.effective import History
from projections.facts import Facts
from projections.merging import FILE
from projections.rows import Rows
from projections.windows import Ints


@dataclass(frozen=True, kw_only=True)
class Profile:
    """name, owner: the latest one said by the asked-for date, else that of the registration. last_contact_on: local day
    number, None without a contact.
    """

    code: str
    name: str
    owner: str | None
    currency: str
    last_contact_on: int | None


def profiles(facts: Facts) -> list[Profile]:
    """One per customer, by number."""
    codes = facts.history.codes
    touched = _last_of_each(facts.history.of(*CONTACT), len(codes))
    on = facts.reviews.local_days(facts.history.at[touched])
    return [
        Profile(code=code, name=name or "", owner=owner, currency=currency, last_contact_on=day if row >= 0 else None)
        for code, name, owner, currency, row, day in zip(
            codes,
            latest_in_file(facts.history, "name"),
            latest_in_file(facts.history, "owner"),
            facts.history.registered.values("currency", np.arange(len(codes))),
            touched.tolist(),
            on.tolist(),
            strict=True,
        )
    ]


def latest_in_file(history: History, field: str) -> list[str | None]:
    """Per customer, from its file alone: other events have names and owners of their own."""
    file = history.of(*FILE)
    said = _last_of_each(file.where(file.known(field)), len(history.codes))
    registered = history.registered.values(field, np.arange(len(history.codes)))
    latest = history.events.values(field, said)
    return [new if row >= 0 else old for row, new, old in zip(said.tolist(), latest, registered, strict=True)]


def _last_of_each(rows: Rows, customers: int) -> Ints:
    """Per customer its last row; -1 without one."""
    last = np.full(customers, -1)
    np.maximum.at(last, rows.c, rows.row)
    return last
