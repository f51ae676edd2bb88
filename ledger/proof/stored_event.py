"""Is one stored row what was recorded? Its leaf recomputed from the stored bytes, and what must hold beside it."""

import re
from collections.abc import Sequence
from typing import Any

import orjson

from ledger.canonical import canonical
from ledger.columns import COLUMNS
from ledger.errors import Invalid
from ledger.leaf import leaf_hash
from ledger.upcasting import UPCASTING

_UUID7 = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_NUMBERS = frozenset({"position", "version", "schema", "occurred_at", "recorded_at"})
_OPTIONAL = frozenset({"source", "external_id", "subject"})


class Fault(Exception):
    """What is wrong with the row, as a sentence without its full stop."""


def check_stored(columns: Sequence[Any]) -> None:
    """Fault unless the row is whole. columns: as they stand in the table, text as its bytes.

    Nothing here asks for a key: sealed fields are hashed as they are stored.
    """
    row = dict(zip(COLUMNS, map(_typed, COLUMNS, columns), strict=True))
    data, metadata = columns[10], columns[11]
    hashed = [*(row[name] for name in COLUMNS[:10]), data, metadata]
    if leaf_hash(*hashed) != row["leaf"]:
        raise Fault(f"its leaf is not the hash of what is stored: {_shown(row['leaf'])} stands there")
    if not _UUID7.fullmatch(row["event_id"]):
        raise Fault("its event_id is not one that a ledger gives")
    plain = _json("data", data)
    _json("metadata", metadata)
    if UPCASTING.understands(row["type"], row["schema"]) and (should := _subject(row, plain)) != row["subject"]:
        raise Fault(f"its subject is {_quoted(row['subject'])} where its type and data give {_quoted(should)}")


def _typed(name: str, value: Any) -> Any:
    """The value as Python knows it; the database itself no longer checks what somebody wrote around it."""
    if value is None and name in _OPTIONAL:
        return None
    if name in _NUMBERS:
        if type(value) is int:
            return value
    elif type(value) is bytes:
        try:
            return value if name == "leaf" else value.decode()
        except UnicodeDecodeError:
            raise Fault(f"its {name} is no text in UTF-8") from None
    raise Fault(f"its {name} is of another type than was stored")


def _json(name: str, stored: bytes) -> Any:
    try:
        value = orjson.loads(stored)
        if canonical(value) == stored:
            return value
    except (orjson.JSONDecodeError, Invalid):
        pass
    raise Fault(f"its {name} is not canonical JSON")


def _subject(row: dict[str, Any], data: Any) -> str | None:
    try:
        current = UPCASTING.upcast(row["type"], row["schema"], data)
        return UPCASTING.catalogue[row["type"]].subject(current)
    except (KeyError, TypeError, AttributeError):
        raise Fault(f"its data are not those of a {row['type']}") from None


def _quoted(text: str | None) -> str:
    return "empty" if text is None else f'"{text}"'


def _shown(leaf: bytes) -> str:
    return f"{leaf.hex()[:16]}..."
