"""JSON Schema and the fields in words say what the reader of documents does."""

from typing import Any

import orjson
import pytest

from ledger.catalogue import CATALOGUE, normalise
from ledger.errors import Invalid, UnknownType
from ledger.schemas import fields_of, meaning_of, schema_of, schemas
from tests.ledger.catalogue.examples import EXAMPLES
from tests.ledger.catalogue.fits import fits, misfits


@pytest.mark.parametrize("name", CATALOGUE)
def test_the_schema_knows_the_fields_of_the_type_and_no_others(name: str) -> None:
    schema = schema_of(name)
    data = schema["properties"]["data"]
    assert schema["properties"]["type"] == {"const": name}
    assert schema["title"] == name
    assert data["additionalProperties"] is False
    assert set(EXAMPLES[name]) <= set(data["properties"])
    assert set(data.get("required", ())) == {field.name for field in fields_of(name) if field.required}
    assert orjson.loads(orjson.dumps(schema)) == schema


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_reference_within_a_schema_leads_somewhere(name: str) -> None:
    schema = schema_of(name)
    for reference in references(schema):
        assert reference.removeprefix("#/$defs/") in schema["$defs"]


def references(node: Any) -> list[str]:
    if isinstance(node, dict):
        return [found for key, inner in node.items() for found in ([inner] if key == "$ref" else references(inner))]
    return [found for inner in node for found in references(inner)] if isinstance(node, list) else []


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_field_is_explained(name: str) -> None:
    assert meaning_of(name)
    for field in fields_of(name):
        assert field.how
        assert field.sealed == (field.name in CATALOGUE[name].sealed)


@pytest.mark.parametrize(
    ("type_name", "name", "how"),
    [
        ("VisitMade", "our_people", "a list, each text"),
        ("VisitMade", "contact_ids", 'a list of contact_ids such as ["K-7"]'),
        ("VisitMade", "direction", "one of inbound, outbound"),
        ("OrderPlaced", "amount", 'an amount such as "12500.00"'),
        ("OrderPlaced", "lines", "a list, each an object"),
        ("SupplierEvaluationHeld", "delisted", "true or false"),
        ("EventCorrected", "data", "an object"),
    ],
)
def test_fields_say_how_they_are_written(type_name: str, name: str, how: str) -> None:
    assert {field.name: field.how for field in fields_of(type_name)}[name] == how


def test_the_id_an_event_is_about_comes_first() -> None:
    assert fields_of("OrderPlaced")[0].name == "order_id"


def test_what_a_schema_says_of_an_order() -> None:
    data = schema_of("OrderPlaced")["properties"]["data"]
    assert data["anyOf"] == [{"required": ["amount"]}, {"required": ["lines"]}]
    assert data["properties"]["currency"] == {
        "type": "string",
        "pattern": "^[A-Z]{3}$",
        "description": 'the three letters of an active currency such as "CNY"',
    }
    assert set(data["required"]) == {"order_id", "currency"}


def test_sealed_fields_are_marked() -> None:
    properties = schema_of("ContactAdded")["properties"]["data"]["properties"]
    assert properties["name"]["x-sealed"] is True
    assert "x-sealed" not in properties["department"]


def test_there_is_a_schema_for_every_type_a_document_may_bring() -> None:
    assert list(schemas()) == [name for name, kind in CATALOGUE.items() if not kind.on_ledger]
    with pytest.raises(UnknownType):
        schema_of("OrderPlased")


def document(name: str, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "customer": "C-1",
        "type": name,
        "occurred_at": "2025-03-14",
        "source": "erp",
        "external_id": "1",
        "data": data,
    }


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_document_as_it_is_stored_fits_its_schema(name: str) -> None:
    schema = schema_of(name)
    assert list(misfits(document(name, EXAMPLES[name]), schema, schema)) == []


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_document_with_something_missing_or_unknown_does_not_fit(name: str) -> None:
    schema, whole = schema_of(name), EXAMPLES[name]
    assert list(misfits(document(name, whole | {"surprise": 1}), schema, schema)) == [
        "/data/surprise: additionalProperties"
    ]
    for field in schema["properties"]["data"].get("required", ()):
        cut = {key: value for key, value in whole.items() if key != field}
        assert "/data: required" in list(misfits(document(name, cut), schema, schema))
    assert not fits(document(name, whole) | {"customer": "$ledger"}, schema, schema)
    assert not fits(document("OrderPlased", whole), schema, schema)


@pytest.mark.parametrize(
    ("name", "field", "odd"),
    [
        ("OverrideSet", "field", "stage"),
        ("OverrideSet", "value", []),
        ("SignalAcknowledged", "signal", "order_overdu"),
        ("StockReported", "month", "2025-13"),
        ("ContactRhythmAgreed", "every_days", 0),
        ("SatisfactionSurveyed", "scores", []),
        ("ComplianceConcernRaised", "side", "theirs"),
    ],
)
def test_what_the_reader_refuses_the_schema_refuses_where_it_can(name: str, field: str, odd: Any) -> None:
    schema = schema_of(name)
    with pytest.raises(Invalid):
        normalise(name, EXAMPLES[name] | {field: odd})
    assert not fits(document(name, EXAMPLES[name] | {field: odd}), schema, schema)
