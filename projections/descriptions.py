"""What was said of a contact, and what of it was valid on the day somebody met it."""

from collections.abc import Sequence

import numpy as np

from projections.listed import Texts
from projections.reviews import Reviews
from projections.rows import Rows, dense_of
from projections.windows import Ints


class Descriptions:
    """Contacts met (rows, with the contact of each) beside the events that describe contacts.

    A contact is known by its customer and its id.
    """

    def __init__(self, met: Rows, contact: Texts | Sequence[str | None], said: Rows, reviews: Reviews) -> None:
        ids = dense_of((contact, said.texts("contact_id")))
        many = int(ids.max(initial=0)) + 1
        self._met = met.c * many + ids[: len(met)]
        self._said = said.c * many + ids[len(met) :]
        self._met_day, self._said_day = reviews.local_days(met.at), reviews.local_days(said.at)

    def valid(self, places: Ints) -> Ints:
        """Per contact met, which of these descriptions (places in `said`, in order of time) was valid that day; -1
        without any.

        The latest on or before the day; of a contact described only later, the last word of the earliest such day.
        """
        order = places[np.lexsort((self._said_day[places], self._said[places]))]
        contact, day = self._said[order], self._said_day[order]
        last_word = np.ones(len(order), dtype=np.bool_)
        last_word[:-1] = (np.diff(contact) != 0) | (np.diff(day) != 0)
        order, contact, day = order[last_word], contact[last_word], day[last_word]
        if not len(order) or not len(self._met):
            return np.full(len(self._met), -1)
        lowest = min(int(day.min()), int(self._met_day.min()))
        span = max(int(day.max()), int(self._met_day.max())) - lowest + 1
        keys = contact * span + (day - lowest)
        following = np.searchsorted(keys, self._met * span + (self._met_day - lowest), side="right")
        before, after = np.maximum(following - 1, 0), np.minimum(following, len(keys) - 1)
        then = (following > 0) & (contact[before] == self._met)
        later = (following < len(keys)) & (contact[after] == self._met)
        return np.where(then, order[before], np.where(later, order[after], -1))
