"""Canonical JSON (RFC 8785) of the values the ledger stores: what is hashed, compared and kept."""

from typing import Any

import orjson

from ledger.errors import Invalid

LARGEST_INTEGER = 2**53 - 1
DEEPEST = 64
_OPTIONS = (
    orjson.OPT_SORT_KEYS
    | orjson.OPT_STRICT_INTEGER
    | orjson.OPT_PASSTHROUGH_DATACLASS
    | orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_SUBCLASS
)


def canonical(value: Any) -> bytes:
    """The one byte form of a stored value.

    Allowed: text without NUL or lone surrogates, booleans, None, integers within 2^53 - 1, lists, tuples, and dicts
    with ASCII text keys. With these, sorting keys by code point is the order RFC 8785 asks for, and orjson does it.
    Everything else is Invalid, floats above all.
    """
    try:
        if not _is_plain(value):
            _check(value)
        return orjson.dumps(value, option=_OPTIONS)
    except orjson.JSONEncodeError as error:
        raise Invalid(f"this cannot be stored: {error}", _REMEDY) from None


_REMEDY = (
    "stored values are text, booleans, null, integers within 2^53 - 1, lists and objects; write decimals as strings"
)


def _is_plain(value: Any) -> bool:
    """Whether it is seen at a glance that orjson lets nothing wrong through: the data of most events."""
    if type(value) is not dict:
        return False
    for key, item in value.items():
        if type(key) is not str or not key.isascii() or "\0" in key:
            return False
        if type(item) is str:
            if "\0" in item:
                return False
        elif type(item) is not bool:
            return False
    return True


def _check(value: Any) -> None:
    """What orjson itself would let through. A worklist, not recursion: depth is for the data to choose."""
    layer, depth = [value], 0
    while layer:
        depth += 1
        if depth > DEEPEST:
            raise Invalid("this value is nested too deeply to be stored", f"nest at most {DEEPEST} levels")
        below: list[Any] = []
        for item in layer:
            kind = type(item)
            if kind is str:
                if "\0" in item:
                    raise Invalid("NUL (U+0000) cannot be stored", "leave it out")
            elif kind is dict:
                _check_keys(item)
                below.extend(item.values())
            elif kind is list or kind is tuple:
                below.extend(item)
            elif not (item is None or kind is bool or kind is int):
                raise Invalid(f"a {kind.__name__} cannot be stored", _REMEDY)
        layer = below


def _check_keys(item: dict[Any, Any]) -> None:
    for key in item:
        if type(key) is not str or not key.isascii() or "\0" in key:
            raise Invalid("the names in an object must be ASCII text", "rename them; values may be in any script")
