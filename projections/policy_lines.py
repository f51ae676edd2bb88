"""Where in a policy file a key stands, and what to do about a mistake there."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ledger.errors import Problem

HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
KEY = re.compile(r"^\s*\"?([A-Za-z0-9_-]+)\"?\s*=")

Place = tuple[str | int, ...]


def problems(error: ValidationError, toml: str, model: type[BaseModel]) -> tuple[Problem, ...]:
    """One per mistake, each with its line and its remedy."""
    lines = places(toml)
    misspelt_first = sorted(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
    return tuple(_problem(one, lines, model) for one in misspelt_first)


def places(toml: str) -> Mapping[Place, int]:
    """The line (from 1) of each table and key; the n-th [[table]] is numbered from 0."""
    found: dict[Place, int] = {}
    here: Place = ()
    many: dict[str, int] = {}
    for number, line in enumerate(toml.splitlines(), 1):
        if header := HEADER.match(line):
            name = header[2]
            here = tuple(part.strip('" ') for part in name.split("."))
            if header[1] == "[[":
                found.setdefault(here, number)
                here = (*here, many.setdefault(name, 0))
                many[name] += 1
            found.setdefault(here, number)
        elif key := KEY.match(line):
            found.setdefault((*here, key[1]), number)
    return found


def _problem(one: ErrorDetails, lines: Mapping[Place, int], model: type[BaseModel]) -> Problem:
    where: Place = one["loc"]
    near = next((where[:n] for n in range(len(where), 0, -1) if where[:n] in lines), ())
    message = one["msg"].removeprefix("Value error, ")
    if one["type"] == "extra_forbidden":
        message = f"the policy knows no {where[-1]!r} here"
    return Problem(
        pointer="/" + "/".join(map(str, where)),
        message=message,
        remedy=_remedy(one, _fields(model, where[:-1])),
        line=lines.get(near),
    )


def _remedy(one: ErrorDetails, known: Mapping[str, Any]) -> str:
    name, kind = str(one["loc"][-1]) if one["loc"] else "", one["type"]
    if kind == "extra_forbidden":
        close = get_close_matches(name, known, n=1, cutoff=0.7)
        return f"Write {close[0]!r}, if that is meant" if close else "Remove it, or compare with guanxi policy show 1"
    if kind == "missing":
        return "Add it: guanxi policy show 1 has it with its default"
    default = known[name].default if name in known else None
    usual = f"; the default is {default}" if isinstance(default, str | int | float) else ""
    return f"Mend that number or text{usual}"


def _fields(model: type[BaseModel], where: Sequence[str | int]) -> Mapping[str, Any]:
    """The fields of the table at a place; none where it is not a table of the policy."""
    fields: Mapping[str, Any] = model.model_fields
    for part in where:
        inner = fields[str(part)].annotation if str(part) in fields else None
        fields = inner.model_fields if isinstance(inner, type) and issubclass(inner, BaseModel) else {}
    return fields
