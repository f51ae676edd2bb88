"""Whatever is asked, the answer is an answer or a problem document, and never a fault of ours."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.importing.lines import BYTE_ORDER_MARK
from tests.http.conftest import Served
from tests.http.given import NDJSON, order, registration

SETTINGS = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
READING = [
    "/api/v1/customers",
    "/api/v1/customers/{code}",
    "/api/v1/customers/{code}/timeline",
    "/api/v1/customers/{code}/history",
    "/api/v1/events",
    "/api/v1/schemas/{code}",
]
PARAMETERS = ["as_of", "known_at", "policy", "limit", "cursor", "stage", "sort", "search", "after", "types", "order"]
VALUES = st.one_of(
    st.text(max_size=30),
    st.integers().map(str),
    st.dates().map(str),
    st.datetimes().map(lambda moment: f"{moment.isoformat()}Z"),
    st.sampled_from(["1", "C-1", "asc", "code", "-wallet", "stable", "OrderPlaced", "1e9", "null", "0x1", "'", "\0"]),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FIELDS = ["customer", "type", "occurred_at", "source", "external_id", "recorded_at", "data", "reason"]


def checked(answer: Any, *good: int) -> None:
    assert answer.status_code < 500, answer.text
    if answer.status_code not in good:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["errors"]


@pytest.mark.props
@SETTINGS
@given(
    path=st.sampled_from(READING),
    code=st.text(min_size=1, max_size=12) | st.just("C-1"),
    query=st.dictionaries(st.sampled_from(PARAMETERS), VALUES, max_size=3),
    headers=st.dictionaries(
        st.sampled_from(["If-None-Match", "X-Request-ID", "Accept"]), st.text('ab",*W/', max_size=9)
    ),
)
def test_every_question_has_an_answer(
    one_order: Served, path: str, code: str, query: dict[str, str], headers: dict[str, str]
) -> None:
    checked(one_order.visit.get(path.format(code=quote(code, safe="")), params=query, headers=headers), 200, 304)


@pytest.mark.props
@SETTINGS
@given(
    document=st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=6)
    | JSON.map(lambda data: {**order("O-1"), "data": data}),
    path=st.sampled_from(
        ["/api/v1/customers/C-1/events", "/api/v1/events/2/correction", "/api/v1/events/2/retraction"]
    ),
)
def test_every_document_is_recorded_or_refused(one_order: Served, document: Any, path: str) -> None:
    content = json.dumps(document).encode()
    checked(one_order.visit.post(path, content=content, headers={"Content-Type": "application/json"}), 200, 201)


@pytest.mark.props
@SETTINGS
@given(
    content=st.binary(max_size=200)
    | st.lists(JSON, max_size=5).map(lambda values: "\n".join(map(json.dumps, values)).encode())
)
def test_every_batch_is_accounted_for(one_order: Served, content: bytes) -> None:
    answer = one_order.visit.post("/api/v1/events", content=content, headers=NDJSON)
    assert answer.status_code == 200
    summary = answer.json()
    assert summary["read"] == summary["recorded"] + summary["known"] + summary["rejected"]
    assert summary["read"] == sum(1 for line in content.removeprefix(BYTE_ORDER_MARK).split(b"\n") if line.strip())


@pytest.fixture(scope="module")
def one_order(shared: Served) -> Served:
    for document in (registration(), order("O-1")):
        assert shared.visit.post("/api/v1/customers/C-1/events", json=document).status_code == 201
    return shared
