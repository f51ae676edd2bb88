"""What an event document may hold, for people and programs: fields in words, and JSON Schema."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from ledger.catalogue import CATALOGUE, EventType, type_named
from ledger.catalogue.marks import how_to_write
from ledger.codes import LONGEST

DIALECT = GenerateJsonSchema.schema_dialect


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldOfType:
    """One field of the data of a type. how: completes the sentence "write ..."; sealed: encrypted in the log."""

    name: str
    required: bool
    how: str
    sealed: bool


def fields_of(type_name: str) -> tuple[FieldOfType, ...]:
    """The fields of the type's data, the id it is about first; UnknownType otherwise."""
    kind = type_named(type_name)
    fields = sorted(
        ((field.alias or name, field) for name, field in kind.model.model_fields.items()),
        key=lambda named: named[0] != kind.about,
    )
    return tuple(
        FieldOfType(name=name, required=field.is_required(), how=how_to_write(field), sealed=name in kind.sealed)
        for name, field in fields
    )


def meaning_of(type_name: str) -> str:
    """One or two sentences that say what the event is."""
    return type_named(type_name).model.__doc__ or ""


def schema_of(type_name: str) -> dict[str, Any]:
    """JSON Schema 2020-12 of an event document of this type; UnknownType otherwise.

    It says what a schema can: the rules of amounts, of ids and of what may follow what go beyond it.
    """
    kind = type_named(type_name)
    data = kind.model.model_json_schema(schema_generator=_Untitled)
    definitions = data.pop("$defs", None)
    schema = {
        "$schema": DIALECT,
        "title": kind.name,
        "description": data.pop("description", ""),
        "type": "object",
        "properties": {**_document(kind), "data": data},
        "required": ["customer", "type", "occurred_at", "data"],
        "additionalProperties": False,
        "dependentRequired": {"external_id": ["source"]},
    }
    return schema if definitions is None else schema | {"$defs": definitions}


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of every type that a document may bring, by its name, in the order of the catalogue."""
    return {name: schema_of(name) for name, kind in CATALOGUE.items() if not kind.on_ledger}


class _Untitled(GenerateJsonSchema):
    """Without titles that only repeat the field's name."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def _document(kind: EventType) -> Mapping[str, Any]:
    code = {"type": "string", "minLength": 1, "maxLength": LONGEST}
    return {
        "customer": code | {"pattern": r"^[^$\-/\\?#%][^/\\?#%]*$"},
        "type": {"const": kind.name},
        "occurred_at": {
            "anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}],
            "description": "an instant with its offset, or a date: 00:00 of that day in the ledger's time zone",
        },
        "source": code | {"type": ["string", "null"]},
        "external_id": code | {"type": ["string", "null"]},
    }
