"""Sealing the personal fields of an event into one box, and opening it."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson
from cryptography.exceptions import InvalidTag

from ledger.canonical import canonical
from ledger.errors import Unavailable
from ledger.privacy.box import NONCE_BYTES, SEALED, open_box, seal_box
from ledger.privacy.keyring import Absence, Keyring
from ledger.privacy.person import KeyName, Person
from ledger.privacy.pointers import put, take


class Place(NamedTuple):
    """Where an event stands; a box is bound to it and opens nowhere else."""

    event_id: str
    stream: str
    version: int
    type: str
    schema: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """Plaintext data; unreadable: the pointers whose values are gone and read "erased" (or "sealed")."""

    data: Mapping[str, Any]
    unreadable: tuple[str, ...] = ()


class Sealer:
    """Seals and opens with the keys of one data directory."""

    def __init__(self, keyring: Keyring, random: Callable[[int], bytes]) -> None:
        self._keyring, self._random = keyring, random

    def make_keys(self, persons: Collection[Person]) -> None:
        """Make the keys many events will need in one go instead of one by one."""
        if persons:
            self._keyring.newest(persons)

    def seal(
        self, place: Place, data: Mapping[str, Any], *, pointers: Sequence[str], contacts: Collection[str]
    ) -> Mapping[str, Any]:
        """Data as it is stored: what stands at `pointers` goes into a box, the rest stays in clear.

        contacts: the contact ids the event names; with none the box falls to the customer itself.
        """
        clear, values = take(data, pointers)
        if not values:
            return data
        persons = sorted({Person(place.stream, contact) for contact in contacts or ("",)})
        keys = self._keyring.newest(persons)
        people = [[person.contact_id, keys[person][0]] for person in persons]
        fields = sorted(values)
        box = seal_box(
            [keys[person][1] for person in persons],
            event_id=place.event_id,
            associated=_associated(place, fields, people),
            plaintext=canonical([values[field] for field in fields]),
            nonce=self._random(NONCE_BYTES),
        )
        return {**clear, SEALED: {"box": b64encode(box).decode(), "fields": fields, "people": people}}

    def open(self, place: Place, stored: Mapping[str, Any]) -> Opened:
        """Data as it was before sealing, as far as the keys still exist."""
        sealed = stored.get(SEALED)
        if sealed is None:
            return Opened(data=stored)
        clear = {name: value for name, value in stored.items() if name != SEALED}
        fields, people = sealed["fields"], sealed["people"]
        keys = self._keyring.find([KeyName(Person(place.stream, contact), number) for contact, number in people])
        if isinstance(keys, Absence):
            return Opened(data=put(clear, dict.fromkeys(fields, keys.value)), unreadable=tuple(fields))
        try:
            plaintext = open_box(
                keys,
                event_id=place.event_id,
                associated=_associated(place, fields, people),
                box=b64decode(sealed["box"]),
            )
        except (InvalidTag, ValueError) as error:
            raise Unavailable(
                f"the sealed fields of event {place.event_id} do not open: the event or its keys were changed",
                "Restore ledger.db and keys.db from a backup of one and the same day.",
            ) from error
        return Opened(data=put(clear, dict(zip(fields, orjson.loads(plaintext), strict=True))))


def _associated(place: Place, fields: Sequence[str], people: Sequence[Sequence[Any]]) -> bytes:
    return canonical({**place._asdict(), "fields": fields, "people": people})
