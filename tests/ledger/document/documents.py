"""Valid data of every type, drawn from the published JSON Schemas: what fits a schema should be taken.

A schema cannot say how two fields hang together; `made_whole` mends that.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from hypothesis import strategies as st

from ledger.catalogue import CATALOGUE
from ledger.schemas import schema_of

Data = dict[str, Any]
Schema = Mapping[str, Any]

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1)).map(date.isoformat)
INSTANTS = st.sampled_from(["2024-02-29T23:59:59.1234567+08:00", "2024-03-01t00:00:00z", "2024-03-01"])
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12).filter(
    lambda text: not text.isspace()
)
# Few, so that ids meet; one of them not in NFC.
CODES = st.sampled_from(["K-1", "K-2", "王", "e\u0301", "x" * 128, "a b", "~!&'()*+,;="])
FITTING = ("CNY", "JPY", "BHD", "2025-03", "f" * 64)


def data_of(name: str) -> st.SearchStrategy[Data]:
    """The data of a type, as somebody may send them."""
    schema = schema_of(name)
    drawn = _of(schema["properties"]["data"], schema.get("$defs", {}))
    return drawn.map(lambda data: made_whole(name, data))


def _of(schema: Schema, definitions: Schema) -> st.SearchStrategy[Any]:
    if "$ref" in schema:
        return _of(definitions[schema["$ref"].removeprefix("#/$defs/")], definitions)
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "anyOf" in schema and "properties" not in schema:
        return st.one_of([_of(one, definitions) for one in schema["anyOf"]])
    kind = schema["type"]
    return KINDS[kind if isinstance(kind, str) else "+".join(kind)](schema, definitions)


def _object(schema: Schema, definitions: Schema) -> st.SearchStrategy[Any]:
    if "properties" not in schema:
        texts = (
            _of(schema["additionalProperties"], definitions) if schema["additionalProperties"] is not True else TEXTS
        )
        return st.dictionaries(st.sampled_from(["history", "honours"]), texts, min_size=1)
    fields = {name: _of(field, definitions) for name, field in schema["properties"].items()}
    required = set(schema.get("required", ()))
    return st.fixed_dictionaries(
        {name: field for name, field in fields.items() if name in required},
        optional={name: field for name, field in fields.items() if name not in required},
    )


def _array(schema: Schema, definitions: Schema) -> st.SearchStrategy[Any]:
    return st.lists(_of(schema["items"], definitions), min_size=schema.get("minItems", 0), max_size=3)


def _string(schema: Schema, definitions: Schema) -> st.SearchStrategy[Any]:
    if "format" in schema:
        return DAYS if schema["format"] == "date" else INSTANTS
    if "pattern" in schema:
        return st.sampled_from([text for text in FITTING if re.search(schema["pattern"], text)])
    return CODES if "maxLength" in schema else TEXTS


def _figure(schema: Schema, definitions: Schema) -> st.SearchStrategy[Any]:
    """Whole ones: the digits a figure may have hang on its currency."""
    scale = re.search(r"from 0 to (\d+)", schema.get("description", ""))
    whole = st.integers(0, int(scale[1])) if scale else st.integers(1, 100)
    return whole | whole.map(str)


KINDS: Mapping[str, Callable[[Schema, Schema], st.SearchStrategy[Any]]] = {
    "object": _object,
    "array": _array,
    "string": _string,
    "string+number": _figure,
    "string+number+boolean": lambda schema, definitions: TEXTS | st.integers(-9, 9) | st.booleans(),
    "integer": lambda schema, definitions: st.integers(schema["minimum"], min(schema["maximum"], 10**6)),
    "boolean": lambda schema, definitions: st.booleans(),
    "null": lambda schema, definitions: st.none(),
}


def made_whole(name: str, data: Data) -> Data:
    """The data with what a schema cannot ask for."""
    kind = CATALOGUE[name]
    for person in (data, *(data.get("new_contacts") or ())):
        _another_one(person)
    if "contact_ids" in kind.model.model_fields and not data.get("contact_ids") and not data.get("new_contacts"):
        data["contact_ids"] = ["K-1"]
    if data.get("lines"):
        data.pop("amount", None)
    mend = MENDS.get(name)
    return data if mend is None else mend(data)


def _another_one(person: Data) -> None:
    """Nobody is his own superior or successor. Ids are equal by their NFC form; here they are equal as drawn."""
    for other in ("reports_to", "successor_id"):
        if other in person and person[other] == person.get("contact_id"):
            person[other] = None


def _changes(data: Data) -> Data:
    return data if any(data.get(name) is not None for name in data.keys() - {"contact_id"}) else data | {"name": "N"}


def _both_or_neither(amount: str) -> Callable[[Data], Data]:
    def mend(data: Data) -> Data:
        if data.get("currency") is None or data.get(amount) is None:
            return {name: value for name, value in data.items() if name not in {"currency", amount}}
        return data

    return mend


def _ordered(data: Data) -> Data:
    first, last = sorted((data["starts_on"], data["ends_on"]))
    return _both_or_neither("value")(data | {"starts_on": first, "ends_on": last})


def _priced(data: Data) -> Data:
    """Goods need a sum one way or the other."""
    return data if data.get("lines") or data.get("amount") is not None else data | {"amount": 5, "lines": None}


def _one_name(data: Data) -> Data:
    if data.get("of") is not None:
        return data | {"event_id": None}
    return data | {"event_id": data.get("event_id") or "0195"}


def _ranked(data: Data) -> Data:
    return data | {"suppliers": max(data["rank"], data["suppliers"])} if data.get("suppliers") is not None else data


def _each_dimension_once(data: Data) -> Data:
    return data | {"scores": list({score["dimension"]: score for score in data["scores"]}.values())}


def _signed(data: Data) -> Data:
    return data | {"sha256": sha256(data["toml"].encode()).hexdigest()}


MENDS: Mapping[str, Callable[[Data], Data]] = {
    "ProfileChanged": _changes,
    "ContactChanged": _changes,
    "QuotationSubmitted": _both_or_neither("amount"),
    "QuotationDecided": _both_or_neither("amount"),
    "OrderPlaced": _priced,
    "GoodsReturned": _priced,
    "SatisfactionSurveyed": _each_dimension_once,
    "SupplierEvaluationHeld": _ranked,
    "ContractSigned": _ordered,
    "OverrideSet": lambda data: data | {"expires_on": max(data["expires_on"], "2025-12-31")},
    "EventCorrected": _one_name,
    "EventRetracted": _one_name,
    "EventRestored": _one_name,
    "PolicyPublished": _signed,
}
