"""Cursors: where a list goes on, and the question it belongs to, with its clocks held still."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass

import orjson

from ledger.errors import Invalid

_LONGEST = 8192


@dataclass(frozen=True, kw_only=True, slots=True)
class Cursor:
    """path: of the list. asked: the parameters as they were given, but for cursor and limit. start: where the next page
    begins, in the list's own count. as_of, known_at: the instants the first page was answered at, so that all pages
    together are one answer although others go on recording."""

    path: str
    asked: Mapping[str, str]
    as_of: str
    known_at: str | None
    start: int

    def text(self) -> str:
        """Opaque, and safe in an address."""
        packed = orjson.dumps([self.path, dict(self.asked), self.as_of, self.known_at, self.start])
        return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def read_cursor(text: str, *, path: str, asked: Mapping[str, str]) -> Cursor:
    """The cursor that an answer of this very list gave. The other parameters may be left out or repeated, not changed.

    Whatever a forged one says goes through the same checks as parameters do.
    """
    cursor = _unpacked(text)
    if cursor.path != path or (asked and dict(asked) != dict(cursor.asked)):
        raise Invalid("this cursor belongs to another question", "repeat the parameters of the first page", "/cursor")
    return cursor


def _unpacked(text: str) -> Cursor:
    try:
        packed = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
        path, asked, as_of, known_at, start = orjson.loads(packed)
    except (UnicodeEncodeError, binascii.Error, ValueError, TypeError):
        raise broken_cursor() from None
    texts = [path, as_of, *([] if known_at is None else [known_at])]
    if not isinstance(asked, dict) or not all(isinstance(one, str) for one in [*texts, *asked.values()]):
        raise broken_cursor()
    if not isinstance(start, int) or isinstance(start, bool) or start < 0 or len(text) > _LONGEST:
        raise broken_cursor()
    return Cursor(path=path, asked=asked, as_of=as_of, known_at=known_at, start=start)


def broken_cursor() -> Invalid:
    """It was cut, changed, or never given."""
    return Invalid("this is no cursor", "use `next` of the page before, as it is", "/cursor")
