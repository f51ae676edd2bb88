"""What the log says about keys: how high their generations are, and whose had to be destroyed."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import orjson

from ledger.ledger_stream import LEDGER_STREAM
from ledger.privacy.box import SEALED
from ledger.privacy.person import KeyName, Person
from ledger.sqlite.failures import clear_failures

_ALL = "SELECT data FROM events"
_ERASURES = "SELECT position, data FROM events WHERE stream = ? AND type = 'PersonalDataErased' ORDER BY version"
_BEFORE = "SELECT data FROM events WHERE stream = ? AND position < ?"
_MARK = f'"{SEALED}"'


class KeyUses:
    """Of one ledger.db, which is asked anew every time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def highest_generation(self) -> int:
        """The highest generation any event was sealed with, of anybody; 0 where nothing is sealed. Reads the log."""
        return max((name.generation for name in _names("", self._ask(_ALL))), default=0)

    def erased(self) -> Iterator[KeyName]:
        """Of each erasure the person and the last generation of the keys it destroyed, in the order of recording.

        Only those sealed with before it: a person recorded again afterwards has a new key, which stays.
        """
        for position, data in self._ask(_ERASURES, LEDGER_STREAM):
            erasure = orjson.loads(str(data))
            person = Person(erasure["customer"], erasure["contact_id"])
            earlier = _names(person.customer, self._ask(_BEFORE, person.customer, position))
            yield KeyName(person, max((name.generation for name in earlier if name.person == person), default=0))

    def _ask(self, statement: str, *values: object) -> Iterator[tuple[object, ...]]:
        uri = f"{self._path.absolute().as_uri()}?mode=rw"
        with clear_failures(self._path), closing(sqlite3.connect(uri, uri=True)) as connection:
            yield from connection.execute(statement, values)


def _names(stream: str, rows: Iterable[tuple[object, ...]]) -> Iterator[KeyName]:
    for (data,) in rows:
        if _MARK in str(data):
            for contact, generation in orjson.loads(str(data)).get(SEALED, {}).get("people", ()):
                yield KeyName(Person(stream, contact), generation)
