"""What of an event is personal, and whose it is."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from ledger.catalogue import CATALOGUE
from ledger.in_force import CORRECTED


class Scope(NamedTuple):
    """pointers: the fields to seal, present or not; contacts: the people named, none = the customer itself."""

    pointers: tuple[str, ...]
    contacts: tuple[str, ...]


NOTHING = Scope((), ())


class Original(NamedTuple):
    """The event a record-keeping event is about in the end (of a correction: the one it corrects), as stored."""

    type: str
    data: Mapping[str, Any]


def scope_of(type_name: str, data: Mapping[str, Any], original: Original | None = None) -> Scope:
    """original: given for a record-keeping event. What replaces its data is sealed like those, and all that is said
    about an event belongs to the people the event names."""
    pointers = pointers_of(type_name, original)
    if not pointers:
        return NOTHING
    if original is None:
        return Scope(pointers, CATALOGUE[type_name].people(data))
    people = CATALOGUE[original.type].people
    return Scope(pointers, (*people(original.data), *people(data.get("data") or {})))


def pointers_of(type_name: str, original: Original | None = None) -> tuple[str, ...]:
    """The fields alone; it needs no data, which of a correction of nothing may be anything."""
    return _pointers(type_name, original.type if original and type_name == CORRECTED else None)


@cache
def _pointers(type_name: str, corrected: str | None) -> tuple[str, ...]:
    own = [f"/{field}" for field in CATALOGUE[type_name].sealed]
    nested = [f"/data/{field}" for field in CATALOGUE[corrected].sealed] if corrected else []
    return tuple(sorted(own + nested))
