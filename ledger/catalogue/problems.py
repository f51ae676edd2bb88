"""What pydantic found wrong, as problems with a place and a remedy."""

import difflib
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from ledger.catalogue.marks import how_to_write, nested_model
from ledger.errors import Problem

_LONGEST_ECHO = 40
_WRONG_KIND = {
    "bool_type": "this must be true or false",
    "int_type": "this must be a whole number",
    "list_type": "this must be a list",
    "dict_type": "this must be an object",
    "model_type": "this must be an object",
    "string_type": "this must be text",
}


def escaped(part: object) -> str:
    """One part of a JSON pointer; names nobody can print or read to the end are made so."""
    return _printable(str(part)).replace("~", "~0").replace("/", "~1")


def _printable(text: str) -> str:
    """The beginning of a text on one line; what cannot be printed is replaced."""
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:_LONGEST_ECHO])
    return f"{shown}..." if len(text) > _LONGEST_ECHO else shown


def did_you_mean(word: str, known: Sequence[str]) -> str | None:
    """The known word this one was probably meant to be."""
    lowered = {name.lower(): name for name in known}
    close = difflib.get_close_matches(word[:64].lower(), list(lowered), n=1)
    return lowered[close[0]] if close else None


def problems_of(error: ValidationError, model: type[BaseModel], type_name: str, pointer: str) -> tuple[Problem, ...]:
    """One problem for each thing wrong, in the order of the fields; `pointer` is where the data stand."""
    return tuple(_problem(details, model, type_name, pointer) for details in error.errors(include_url=False))


def _problem(details: ErrorDetails, model: type[BaseModel], type_name: str, pointer: str) -> Problem:
    loc, context = details["loc"], details.get("ctx", {})
    place = pointer + "".join(f"/{escaped(part)}" for part in loc) + context.get("at", "")
    if details["type"] == "guanxi":
        return Problem(pointer=place, message=context["message"], remedy=context["remedy"])
    holder, field = _locate(model, loc)
    message, remedy = _explain(details, holder, field, type_name)
    return Problem(pointer=place, message=message, remedy=remedy)


def _explain(
    details: ErrorDetails, holder: type[BaseModel], field: FieldInfo | None, type_name: str
) -> tuple[str, str]:
    how = how_to_write(field) if field is not None else "an object"
    name = details["loc"][-1] if details["loc"] else ""
    kind = details["type"]
    if kind == "missing":
        return f'"{name}" is missing', f"add it: {how}"
    if kind == "extra_forbidden":
        return _unknown_field(str(name), holder, type_name)
    if kind == "literal_error":
        return f"{_echo(details['input'])} is not known here", f"write {how}"
    if kind in {"greater_than_equal", "less_than_equal"}:
        return f"{_echo(details['input'])} is out of range", f"write {how}"
    if kind == "too_short":
        return "this list is empty", "leave the field out, or put something in it"
    return _WRONG_KIND.get(kind, "this value cannot be read"), f"write {how}"


def _unknown_field(name: str, holder: type[BaseModel], type_name: str) -> tuple[str, str]:
    known = [field.alias or key for key, field in holder.model_fields.items()]
    close = did_you_mean(name, known)
    message = f"{type_name} has no field {_echo(name)} here"
    return message, f'did you mean "{close}"?' if close else f"its fields are {', '.join(known)}"


def _echo(value: Any) -> str:
    """A value as the message repeats it: short, printable, on one line."""
    text = value if isinstance(value, str) else str(value) if isinstance(value, int | bool) else type(value).__name__
    return f'"{_printable(text)}"'


def _locate(model: type[BaseModel], loc: tuple[int | str, ...]) -> tuple[type[BaseModel], FieldInfo | None]:
    """The model that holds the place, and the field there if the model has it."""
    holder, field = model, None
    for part in loc:
        if isinstance(part, int):
            continue
        if field is not None:
            holder = nested_model(field.annotation) or holder
        field = next((f for name, f in holder.model_fields.items() if part in (f.alias, name)), None)
    return holder, field
