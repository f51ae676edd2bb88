"""What the OpenAPI document says of answers and bodies; the bytes themselves are made elsewhere."""

from typing import Any

from ledger.catalogue import CATALOGUE

Schema = dict[str, Any]

OBJECT: Schema = {"type": "object"}
LIST: Schema = {
    "type": "object",
    "required": ["as_of", "known_at", "position", "policy", "items", "next"],
    "properties": {
        "as_of": {"type": "string", "format": "date-time"},
        "known_at": {"type": ["string", "null"], "format": "date-time"},
        "position": {"type": "integer", "minimum": 0},
        "policy": {
            "type": "object",
            "properties": {
                "version": {"type": "integer"},
                "sha256": {"type": "string"},
                "earlier": {"type": "array", "items": OBJECT, "description": "of a history: who judged before it"},
            },
        },
        "items": {"type": "array", "items": OBJECT},
        "next": {"type": ["string", "null"], "description": "the cursor of the next page"},
    },
}
RECEIPT: Schema = {
    "type": "object",
    "required": ["event_id", "position", "version", "recorded_at", "known", "flags"],
    "properties": {
        "event_id": {"type": "string"},
        "position": {"type": "integer", "minimum": 1},
        "version": {"type": "integer", "minimum": 1},
        "recorded_at": {"type": "string", "format": "date-time"},
        "known": {"type": "boolean", "description": "it had been recorded before, and nothing was added"},
        "flags": {"type": "array", "items": {"type": "string"}, "description": "recorded, but doubtful"},
    },
}
PROBLEM_ENTRY: Schema = {
    "type": "object",
    "properties": {
        "pointer": {"type": "string"},
        "line": {"type": ["integer", "null"]},
        "code": {"type": "string"},
        "message": {"type": "string"},
        "remedy": {"type": "string"},
    },
}
PROBLEM: Schema = {
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "errors": {"type": "array", "items": PROBLEM_ENTRY},
        "request_id": {"type": "string"},
    },
}
BATCH: Schema = {
    "type": "object",
    "properties": {
        **{count: {"type": "integer", "minimum": 0} for count in ("read", "recorded", "known", "rejected")},
        "errors": {"type": "array", "items": PROBLEM_ENTRY, "maxItems": 1000},
    },
}
EVENT: Schema = {
    "type": "object",
    "required": ["type", "occurred_at", "data"],
    "properties": {
        "customer": {"type": "string"},
        "type": {"type": "string", "enum": [name for name, kind in CATALOGUE.items() if not kind.on_ledger]},
        "occurred_at": {"type": "string"},
        "source": {"type": ["string", "null"]},
        "external_id": {"type": ["string", "null"]},
        "data": {"type": "object", "description": "the fields of the type: GET /api/v1/schemas/{type}"},
    },
}
CORRECTION: Schema = {
    "type": "object",
    "required": ["data", "reason"],
    "properties": {
        "data": {"type": "object", "description": "the whole data of the event as they should have been"},
        "occurred_at": {"type": ["string", "null"]},
        "reason": {"type": "string"},
    },
}
RETRACTION: Schema = {"type": "object", "required": ["reason"], "properties": {"reason": {"type": "string"}}}
PUBLISHING: Schema = {
    "type": "object",
    "required": ["toml"],
    "properties": {
        "toml": {"type": "string", "description": "the policy file"},
        "in_force_from": {"type": "string", "format": "date"},
    },
}
_POLICY: Schema = {
    "anyOf": [
        {"type": "string", "description": "a version or sha256:PREFIX"},
        {"type": "object", "required": ["toml"], "properties": {"toml": {"type": "string"}}},
    ]
}
COMPARING: Schema = {"type": "object", "required": ["old", "new"], "properties": {"old": _POLICY, "new": _POLICY}}

Responses = dict[int | str, dict[str, Any]]
_REFUSED: Responses = {
    "default": {"description": "Refused", "content": {"application/problem+json": {"schema": PROBLEM}}}
}


def reads(schema: Schema) -> Responses:
    """The answers of a reading route."""
    return {200: _json("The answer", schema), 304: {"description": "The caller has this answer"}, **_REFUSED}


def writes(schema: Schema, *, known: bool = True) -> Responses:
    """The answers of a recording route."""
    created: Responses = {201: _json("Recorded", schema)} if known else {}
    return {200: _json("Known already" if known else "What became of each line", schema), **created, **_REFUSED}


def listens() -> Responses:
    """The answer of the live route."""
    words = {"type": "string", "description": "id: POSITION, data: an event row"}
    return {200: {"description": "Events", "content": {"text/event-stream": {"schema": words}}}, **_REFUSED}


def takes(schema: Schema, media_type: str = "application/json") -> dict[str, Any]:
    """The body of a recording route."""
    return {"requestBody": {"required": True, "content": {media_type: {"schema": schema}}}}


def _json(description: str, schema: Schema) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}
