"""Contact-days: one per person and date, however many events, of their people or of ours."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from projections.contacts import CONTACT
from projections.facts import Facts
from projections.listed import Texts, each, each_of
from projections.rows import Rows, dense, dense_many
from projections.windows import Grid, Ints, running_sum


@dataclass(frozen=True, kw_only=True)
class ContactDays:
    """c: the customer's number. person: a number per customer and name. day: local day number. customer_of, name: of
    each person, by customer, then name.
    """

    c: Ints
    person: Ints
    day: Ints
    customer_of: Ints
    name: Texts


@dataclass(frozen=True, kw_only=True)
class TakingPart:
    """Who took part in which contact event. place: among the contact events; the rest as in ContactDays."""

    place: Ints
    person: Ints
    day: Ints
    customer_of: Ints
    name: Texts

    def days(self, counted: NDArray[np.bool_]) -> ContactDays:
        """Contact-days by the contact events that are counted (a flag each), by customer, day and person."""
        own = counted[self.place]
        person, day = self.person[own], self.day[own]
        if len(day):
            first = int(day.min())
            span, persons = int(day.max()) - first + 1, len(self.customer_of)
            keys = np.unique((self.customer_of[person] * span + day - first) * persons + person)
            person, day = keys % persons, keys // persons % span + first
        return ContactDays(
            c=self.customer_of[person], person=person, day=day, customer_of=self.customer_of, name=self.name
        )


def contact_events(facts: Facts) -> Rows:
    """All that are a contact."""
    return facts.history.of(*CONTACT)


def contact_event_days(facts: Facts) -> Ints:
    """The local day of each contact event."""
    return facts.reviews.local_days(contact_events(facts).at)


def later_than(facts: Facts, day: int) -> NDArray[np.bool_]:
    """The contact events on later local days: what is before the window of the first review need not be looked at."""
    return facts.once(contact_event_days) > day


def theirs(facts: Facts) -> TakingPart:
    """Their people, by contact_id."""
    return _taking_part(facts, *each(contact_events(facts), "contact_ids"))


def ours(facts: Facts) -> TakingPart:
    """Our people; where none are named, the executive."""
    rows = contact_events(facts)
    if rows.few:
        named = zip(rows.values("our_people"), rows.texts("our_executive"), strict=True)
        return _taking_part(facts, *each_of([[one] if people is None else people for people, one in named]))
    both = pl.DataFrame({"people": rows.column("our_people"), "one": rows.column("our_executive")})
    people = both.select(place=pl.int_range(pl.len()), item=pl.coalesce("people", pl.concat_list("one")))
    items = people.explode("item", empty_as_null=False).drop_nulls()
    return _taking_part(facts, items["place"].to_numpy(), items["item"])


def _taking_part(facts: Facts, place: Ints, names: Texts) -> TakingPart:
    number = dense_many(names) if isinstance(names, pl.Series) else dense(names)
    many = int(number.max(initial=0)) + 1
    keys, first, person = np.unique(
        contact_events(facts).c[place] * many + number, return_index=True, return_inverse=True
    )
    return TakingPart(
        place=place,
        person=person.astype(np.int64),
        day=facts.once(contact_event_days)[place],
        customer_of=keys // many,
        name=names[first] if isinstance(names, pl.Series) else [names[one] for one in first.tolist()],
    )


def in_last(days: ContactDays, group: Ints, groups: int, columns: Ints, window: int) -> Grid:
    """Contact-days of each group (a number per contact-day) in the last `window` days, groups x columns.

    columns: local day numbers of the reviews, ascending; later than them nothing of the history is in sight.
    """
    start = np.searchsorted(columns, days.day, side="left")
    stop = np.searchsorted(columns, days.day + window, side="left")
    return running_sum((groups, len(columns)), group, start, stop)
