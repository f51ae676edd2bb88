"""Marks on the fields of an event: what an id names, what is sealed, how a value is written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


@dataclass(frozen=True, slots=True)
class Names:
    """The field holds the id of a thing of this kind, which the event records or whose state it changes."""

    kind: str


@dataclass(frozen=True, slots=True)
class Refers:
    """The field holds the id, or a list of ids, of things of this kind that must be recorded already."""

    kind: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """Personal data or free text: encrypted from the first event on."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(schema) | {"x-sealed": True}


@dataclass(frozen=True, slots=True)
class How:
    """How the value is written, for messages and schemas: completes the sentence "write ..."."""

    text: str

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(schema) | {"description": self.text}


def marks_of(field: FieldInfo) -> Iterator[Any]:
    """Every mark of a field, also inside optional values and lists, never inside a nested object."""
    yield from field.metadata
    yield from _marks_in(field.annotation)


def _marks_in(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        yield from marks
        yield from _marks_in(inner)
    elif get_origin(annotation) is not Literal:
        for inner in get_args(annotation):
            yield from _marks_in(inner)


def how_to_write(field: FieldInfo) -> str:
    """The sentence's end for "write ...": from the mark, else from the type."""
    return _marked(field.metadata) or _how(field.annotation)


def _marked(marks: Iterable[Any]) -> str | None:
    # The outermost mark comes last, and knows best.
    return next((mark.text for mark in reversed(list(marks)) if isinstance(mark, How)), None)


def _how(annotation: Any) -> str:
    origin, inner = get_origin(annotation), [a for a in get_args(annotation) if a is not type(None)]
    if origin is Annotated:
        return _marked(inner[1:]) or _how(inner[0])
    if origin is Literal:
        return "one of " + ", ".join(inner) if len(inner) > 1 else f'"{inner[0]}" or leave the field out'
    if origin is list:
        return f"a list, each {_how(inner[0])}"
    if inner and origin is not dict:
        return _how(inner[0])
    plain = {bool: "true or false", int: "a whole number"}
    return plain.get(annotation, "an object")


def nested_model(annotation: Any) -> type[BaseModel] | None:
    """The model of a nested object or of the objects in a list, if there is one."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := nested_model(inner)) is not None), None)
