"""Taking the fields at given JSON pointers out of a document, and putting values back."""

from collections.abc import Collection, Mapping
from typing import Any


def take(data: Mapping[str, Any], pointers: Collection[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(the document without those fields, the values by pointer). Pointers that lead nowhere are skipped.

    Pointers go through objects only, and their steps are plain field names (no `~` escapes).
    """
    clear, taken = dict(data), {}
    for pointer in pointers:
        *way, name = pointer[1:].split("/")
        holder = clear
        for step in way:
            inner = holder.get(step)
            if not isinstance(inner, Mapping):
                break
            holder[step] = dict(inner)
            holder = holder[step]
        else:
            if name in holder:
                taken[pointer] = holder.pop(name)
    return clear, taken


def put(data: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The document with each value at its pointer; objects on the way are made where they are missing."""
    whole = dict(data)
    for pointer, value in values.items():
        *way, name = pointer[1:].split("/")
        holder = whole
        for step in way:
            holder[step] = dict(holder.get(step, {}))
            holder = holder[step]
        holder[name] = value
    return whole
