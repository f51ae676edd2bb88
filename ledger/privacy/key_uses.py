"""What the log says about keys: how high their generations are, and whose had to be destroyed."""

from collections.abc import Iterable, Iterator

import orjson

from ledger.ledger_stream import LEDGER_STREAM
from ledger.privacy.box import SEALED
from ledger.privacy.person import KeyName, Person
from ledger.recorder import LedgerRecorder

ERASURES = ("PersonalDataErased",)
PAGE = 20_000
_MARK = f'"{SEALED}"'


class KeyUses:
    """Of one log, which is asked anew every time."""

    def __init__(self, log: LedgerRecorder) -> None:
        self._log = log

    def highest_generation(self) -> int:
        """The highest generation any event was sealed with, of anybody; 0 where nothing is sealed. Reads the log."""
        return max((name.generation for name in _names("", self._all_data())), default=0)

    def erased(self) -> Iterator[KeyName]:
        """Of each erasure the person and the last generation of the keys it destroyed, in the order of recording.

        Only those sealed with before it: a person recorded again afterwards has a new key, which stays.
        """
        with self._log.reading() as reading:
            for row in reading.stream_page(LEDGER_STREAM, types=ERASURES):
                erasure = orjson.loads(row.state)
                person = Person(erasure["customer"], erasure["contact_id"])
                before = reading.raw_of_streams([person.customer], after=0, upto=row.id - 1)
                earlier = _names(person.customer, (data for *_, data in before))
                yield KeyName(person, max((name.generation for name in earlier if name.person == person), default=0))

    def _all_data(self) -> Iterator[str]:
        with self._log.reading() as reading:
            position, end = 0, reading.last()[0]
            while position < end:
                page = reading.raw_page(after=position, upto=end, limit=PAGE)
                yield from (data for *_, data in page)
                position = page[-1][0]


def _names(stream: str, stored: Iterable[str]) -> Iterator[KeyName]:
    for data in stored:
        if _MARK in data:
            for contact, generation in orjson.loads(data).get(SEALED, {}).get("people", ()):
                yield KeyName(Person(stream, contact), generation)
