"""Columns become the values of an event document, figures by their decimal text."""

from typing import Any

import duckdb
import pytest
from pydantic import BaseModel

from api.importing.event_select import nullable_fields
from api.importing.json_values import as_json


@pytest.mark.parametrize(
    ("sql", "wanted", "value"),
    [
        ("12.500000::decimal(18, 6)", str, "12.5"),
        ("12.000000::decimal(18, 6)", str, "12"),
        ("1200::decimal(18, 0)", str, "1200"),
        ("0.10::decimal(4, 2)", str, "0.1"),
        ("13085.0::double", str, "13085"),
        ("2.55::double", str, "2.55"),
        ("0.1::double + 0.2::double", str, "0.30000000000000004"),
        ("'nan'::double", str, None),
        ("-7::bigint", str, "-7"),
        ("7::bigint", int, 7),
        ("7::bigint", int | None, 7),
        ("7.0::double", int, 7),
        ("7.5::double", int, None),
        ("true", bool, True),
        ("date '2020-02-29'", str, "2020-02-29"),
        ("'007'", str, "007"),
        ("null::double", str, None),
        ("['a', 'b']", list, ["a", "b"]),
        (
            "[{'product': 22041, 'quantity': 24, 'unit_price': 2.10::decimal(18, 2), 'kind': null}]",
            list,
            [{"product": "22041", "quantity": "24", "unit_price": "2.10", "kind": None}],
        ),
        ("{'a b': true, 'c': [1.5::double]}", dict, {"a b": True, "c": ["1.5"]}),
    ],
)
def test_a_value_is_what_the_document_would_hold(sql: str, wanted: Any, value: object) -> None:
    relation = duckdb.sql(f"select {sql} as v")
    found = duckdb.sql(f"select {as_json('v', relation.types[0], wanted)} from (select {sql} as v)").fetchall()
    assert found == [(value,)]


def test_only_a_field_that_must_be_there_and_may_be_null_keeps_its_null() -> None:
    class Body(BaseModel):
        reports_to: str | None
        contact_id: str
        reason: str | None = None

    assert nullable_fields(Body) == {"reports_to"}
