"""JSON as the ledger takes it: exact numbers, no name twice, no NUL, no half characters, bounded size and depth."""

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from ledger.catalogue.problems import escaped
from ledger.errors import Invalid, TooLarge

LARGEST_BYTES = 1024 * 1024
DEEPEST = 32
_BOM = b"\xef\xbb\xbf"
_BRACKETS = re.compile(r"[\[{]")


def parse_json(raw: bytes) -> Any:
    """The value of a JSON text in UTF-8: objects as dicts, whole numbers as int, others as Decimal of their very text.

    At most 1 MiB (else TooLarge) and 32 levels; everything else that cannot be stored exactly is Invalid.
    """
    if len(raw) > LARGEST_BYTES:
        raise TooLarge(f"this document has {len(raw)} bytes", f"write at most {LARGEST_BYTES}")
    text = _decoded(raw)
    value = _parsed(text, _EXACT)
    # Depth and odd characters need brackets and escapes: the usual document is spared the walk.
    if "\\u" in text or text.count("{") + text.count("[") > DEEPEST:
        _check_values(value)
    return value


def _decoded(raw: bytes) -> str:
    try:
        return raw.removeprefix(_BOM).decode()
    except UnicodeDecodeError as error:
        raise Invalid(
            f"this is not UTF-8: byte {error.start + 1} does not fit", "save the file as UTF-8 and send it again"
        ) from None


def _parsed(text: str, decoder: json.JSONDecoder) -> Any:
    try:
        return decoder.decode(text)
    except json.JSONDecodeError as error:
        raise Invalid(
            f"this is not JSON: {error.msg} at character {error.pos + 1}", "check quotes, commas and brackets there"
        ) from None
    except _NameTwice:
        raise _name_twice(text) from None
    except RecursionError:
        raise _too_deep("") from None
    except (ValueError, InvalidOperation):
        # int() refuses beyond 4,300 digits, Decimal beyond exponents of 10^18.
        raise Invalid("a number in this document is too long", "write numbers of at most 12 digits") from None


class _NameTwice(Exception):
    pass


class _Doubled(dict[str, Any]):
    """An object that had a name twice, kept for saying where it stands."""

    name: str = ""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise _NameTwice
    return fields


def _tolerant_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) == len(pairs):
        return fields
    doubled = _Doubled(fields)
    names = [name for name, _ in pairs]
    doubled.name = next(name for name in names if names.count(name) > 1)
    return doubled


def _no_constant(name: str) -> NoReturn:
    raise Invalid(f"{name} is no JSON number", "write a number, or leave the field out")


_EXACT = json.JSONDecoder(object_pairs_hook=_object, parse_float=Decimal, parse_constant=_no_constant)
_TOLERANT = json.JSONDecoder(object_pairs_hook=_tolerant_object, parse_float=Decimal, parse_constant=_no_constant)


def _name_twice(text: str) -> Invalid:
    place, name = "", ""
    worklist = [("", _parsed(text, _TOLERANT))]
    while worklist:
        place, value = worklist.pop()
        if isinstance(value, _Doubled):
            name = value.name
            break
        worklist.extend(_children(place, value))
    place = f"{place}/{escaped(name)}"
    return Invalid("this name stands twice in one object", "keep one of them", place)


def _children(place: str, value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [(f"{place}/{escaped(name)}", inner) for name, inner in value.items()]
    return [(f"{place}/{number}", inner) for number, inner in enumerate(value)] if isinstance(value, list) else []


def _check_values(value: Any) -> None:
    """Depth, NUL and half surrogate pairs, level by level."""
    layer, depth = [("", value)], 0
    while layer:
        depth += 1
        if depth > DEEPEST + 1:
            raise _too_deep(layer[0][0])
        for place, item in layer:
            if isinstance(item, str):
                _check_text(item, place)
            elif isinstance(item, dict):
                for name in item:
                    _check_text(name, place)
        layer = [child for place, item in layer for child in _children(place, item)]


def _check_text(text: str, place: str) -> None:
    if "\0" in text:
        raise Invalid("NUL (U+0000) cannot be stored", "leave it out", place)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Invalid("this text holds half a surrogate pair", "write the whole character", place) from None


def _too_deep(place: str) -> Invalid:
    # A path of thousands of brackets helps nobody.
    return Invalid("this document is nested too deeply", f"nest at most {DEEPEST} levels", place[:200])
