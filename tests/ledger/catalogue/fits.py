"""The part of JSON Schema that our schemas use, read strictly: an unknown keyword is an error."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

SAID = {"$schema", "$defs", "title", "description", "default", "x-sealed"}
TYPES: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "null": lambda value: value is None,
}


def misfits(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any], place: str = "") -> Iterator[str]:
    """The places at which a value does not fit, each with the keyword it breaks."""
    for word, says in schema.items():
        if word not in SAID:
            # What was found further inside names its keyword already.
            found = WORDS[word](value, says, schema, root, place)
            yield from (where if ": " in where else f"{where}: {word}" for where in found)


def fits(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any]) -> bool:
    return not list(misfits(value, schema, root))


Word = Callable[[Any, Any, Mapping[str, Any], Mapping[str, Any], str], Iterator[str]]


def _unless(holds: Callable[[Any, Any], bool]) -> Word:
    def word(value: Any, says: Any, schema: Any, root: Any, place: str) -> Iterator[str]:
        if not holds(value, says):
            yield place

    return word


def _type(value: Any, says: Any) -> bool:
    return any(TYPES[one](value) for one in ([says] if isinstance(says, str) else says))


def _reference(value: Any, says: str, schema: Any, root: Any, place: str) -> Iterator[str]:
    return misfits(value, root["$defs"][says.removeprefix("#/$defs/")], root, place)


def _any_of(value: Any, says: Any, schema: Any, root: Any, place: str) -> Iterator[str]:
    if not any(fits(value, one, root) for one in says):
        yield place


def _not(value: Any, says: Any, schema: Any, root: Any, place: str) -> Iterator[str]:
    if fits(value, says, root):
        yield place


def _properties(value: Any, says: Any, schema: Any, root: Any, place: str) -> Iterator[str]:
    for name, inner in says.items():
        if isinstance(value, dict) and name in value:
            yield from misfits(value[name], inner, root, f"{place}/{name}")


def _others(value: Any, says: Any, schema: Any, root: Any, place: str) -> Iterator[str]:
    for name in value.keys() - schema.get("properties", {}).keys() if isinstance(value, dict) else ():
        if says is False:
            yield f"{place}/{name}"
        elif says is not True:
            yield from misfits(value[name], says, root, f"{place}/{name}")


def _items(value: Any, says: Any, schema: Any, root: Any, place: str) -> Iterator[str]:
    for number, one in enumerate(value if isinstance(value, list) else ()):
        yield from misfits(one, says, root, f"{place}/{number}")


WORDS: Mapping[str, Word] = {
    "$ref": _reference,
    "anyOf": _any_of,
    "not": _not,
    "properties": _properties,
    "additionalProperties": _others,
    "items": _items,
    "type": _unless(_type),
    "const": _unless(lambda value, says: bool(value == says)),
    "enum": _unless(lambda value, says: value in says),
    "required": _unless(lambda value, says: not isinstance(value, dict) or set(says) <= value.keys()),
    "dependentRequired": _unless(
        lambda value, says: all(set(needed) <= value.keys() for name, needed in says.items() if name in value)
    ),
    "pattern": _unless(lambda value, says: not isinstance(value, str) or re.search(says, value) is not None),
    "format": _unless(lambda value, says: not isinstance(value, str) or value[:4].isdigit()),
    "minLength": _unless(lambda value, says: not isinstance(value, str) or len(value) >= says),
    "maxLength": _unless(lambda value, says: not isinstance(value, str) or len(value) <= says),
    "minItems": _unless(lambda value, says: not isinstance(value, list) or len(value) >= says),
    "minimum": _unless(lambda value, says: not isinstance(value, int) or value >= says),
    "maximum": _unless(lambda value, says: not isinstance(value, int) or value <= says),
}
