"""POST /events: every line on its own, in order, in bounded memory, and what became of each is told."""

import gzip
import json
import tracemalloc
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.http.conftest import Served, Visitor
from tests.http.given import NDJSON, lines, order, registration

EVENTS = "/api/v1/events"
FIRST = {**registration(), "customer": "C-1"}


def sent(visit: Visitor, content: Any) -> dict[str, Any]:
    answer = visit.post(EVENTS, content=content, headers=NDJSON)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    document: dict[str, Any] = answer.json()
    assert list(document) == ["read", "recorded", "known", "rejected", "errors"]
    assert document["read"] == document["recorded"] + document["known"] + document["rejected"]
    return document


def counts(document: dict[str, Any]) -> tuple[int, int, int]:
    return document["recorded"], document["known"], document["rejected"]


def test_lines_are_recorded_in_their_order_and_bad_ones_cost_only_themselves(fresh: Served) -> None:
    body = [
        json.dumps(order("too-early", customer="C-1")).encode(),
        json.dumps(FIRST).encode(),
        b"",
        b"  \r",
        b"{nonsense",
        b"\xff\xfe",
        b'"text"',
        json.dumps(order("O-1", customer="C-1", source="erp", external_id="1")).encode() + b"\r",
        json.dumps(order("O-1", customer="C-1", source="erp", external_id="1")).encode(),
        json.dumps(order("O-1", "7", customer="C-1", source="erp", external_id="1")).encode(),
        json.dumps(order("O-2", customer="C-1")).encode(),
    ]
    document = sent(fresh.visit, b"\n".join(body))
    assert counts(document) == (3, 1, 5)
    told = [(entry["line"], entry["code"]) for entry in document["errors"]]
    assert told == [(1, "unknown_customer"), (5, "invalid"), (6, "invalid"), (7, "invalid"), (10, "conflict")]
    assert [event.type for event in fresh.ledger.events()] == ["CustomerRegistered", "OrderPlaced", "OrderPlaced"]


def test_the_same_batch_again_adds_nothing(fresh: Served) -> None:
    batch = [FIRST, *(order(f"O-{n}", customer="C-1", source="erp", external_id=str(n)) for n in range(1200))]
    batch[0] = {**FIRST, "source": "erp", "external_id": "first"}
    assert counts(sent(fresh.visit, lines(batch))) == (1201, 0, 0)
    assert counts(sent(fresh.visit, lines(batch))) == (0, 1201, 0)
    assert fresh.ledger.last()[0] == 1201
    assert len({event.metadata["correlation_id"] for event in fresh.ledger.events(limit=2000)}) == 1


def test_nothing_is_sent_and_nothing_is_done(visit: Visitor) -> None:
    assert sent(visit, b"") == {"read": 0, "recorded": 0, "known": 0, "rejected": 0, "errors": []}
    assert counts(sent(visit, b"\n\n \n")) == (0, 0, 0)


def test_a_line_too_long_is_named_and_the_rest_goes_on(visit: Visitor) -> None:
    body = json.dumps(FIRST).encode() + b"\n" + b"x" * (3 << 20) + b"\n" + lines([order("O-1", customer="C-1")])
    document = sent(visit, body)
    assert counts(document) == (2, 0, 1)
    assert [(entry["line"], entry["code"]) for entry in document["errors"]] == [(2, "too_large")]


def test_of_very_many_bad_lines_a_thousand_are_named(visit: Visitor) -> None:
    document = sent(visit, b"{\n" * 2500)
    assert counts(document) == (0, 0, 2500)
    assert [entry["line"] for entry in document["errors"]] == list(range(1, 1001))


def test_depth_costs_only_its_line(visit: Visitor) -> None:
    document = sent(visit, b"[" * 50_000 + b"\n" + b'{"a":' * 9000 + b"1" + b"}" * 9000 + b"\n" + lines([FIRST]))
    assert counts(document) == (1, 0, 2)


def test_lines_may_come_in_any_pieces(fresh: Served) -> None:
    body = lines([FIRST, *(order(f"O-{n}", customer="C-1") for n in range(20))])

    async def drops() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 7):
            yield body[start : start + 7]

    assert counts(sent(fresh.visit, drops())) == (21, 0, 0)


def test_memory_does_not_grow_with_the_batch(visit: Visitor) -> None:
    line = b'{"nonsense": "' + b"x" * 100_000 + b'"}\n'

    async def many() -> AsyncIterator[bytes]:
        for _ in range(400):
            yield line

    tracemalloc.start()
    try:
        assert counts(sent(visit, many())) == (0, 0, 400)
        assert tracemalloc.get_traced_memory()[1] < 16 << 20, "40 MB were sent"
    finally:
        tracemalloc.stop()


def test_more_than_the_limit_is_refused_before_or_when_it_comes(
    visit: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.http.limits.BATCH_BYTES", 100_000)
    stated = visit.post(EVENTS, content=b"\n" * 100_001, headers=NDJSON)
    assert (stated.status_code, stated.json()["code"]) == (413, "too_large")

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(11):
            yield b"\n" * 10_000

    unstated = visit.post(EVENTS, content=pieces(), headers=NDJSON)
    assert (unstated.status_code, unstated.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    "headers",
    [{}, {"Content-Type": "application/json"}, {**NDJSON, "Content-Encoding": "gzip"}],
)
def test_another_form_is_refused(visit: Visitor, headers: dict[str, str]) -> None:
    answer = visit.post(EVENTS, content=gzip.compress(lines([FIRST])), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")
