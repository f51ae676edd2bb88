"""GET /events/stream: every event once, in order, from where one left off, whoever recorded it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from ledger.application import now_micros, open_ledger
from ledger.document import read_document
from tests.http.given import NDJSON, lines, order, registration
from tests.http.process import SECONDS, Running, serving

STREAM = "/api/v1/events/stream"


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("live")


@pytest.fixture(scope="module")
def server(directory: Path) -> Iterator[Running]:
    with serving(directory) as running:
        assert running.client.post("/api/v1/customers/C-1/events", json=registration()).status_code == 201
        yield running


def recorded(server: Running, *order_ids: str, customer: str = "C-1") -> None:
    body = lines(order(order_id, customer=customer) for order_id in order_ids)
    answer = server.client.post("/api/v1/events", content=body, headers=NDJSON).json()
    assert answer["recorded"] == len(order_ids), answer


class Heard:
    """What one listener hears, message by message."""

    def __init__(self, answer: Any) -> None:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        self._lines = answer.iter_lines()
        self.position = self.message()[0]

    def message(self) -> tuple[int, dict[str, Any] | None]:
        """(id, event row or None) of the next one."""
        fields: dict[str, str] = {}
        for line in self._lines:
            if not line:
                return int(fields["id"]), json.loads(fields["data"]) if "data" in fields else None
            name, _, value = line.partition(": ")
            fields[name] = value
        raise AssertionError("the stream ended")

    def events(self, count: int) -> list[dict[str, Any]]:
        """The next so many events; what only moves the id on is left out."""
        found: list[dict[str, Any]] = []
        while len(found) < count:
            identity, row = self.message()
            if row is not None:
                assert row["position"] == identity
                found.append(row)
        return found

    def rest(self) -> list[str]:
        """Every line until the end."""
        return list(self._lines)

    def ids(self, count: int) -> list[str]:
        return [row["data"]["order_id"] for row in self.events(count)]


@contextmanager
def listening(server: Running, query: str = "", **headers: str) -> Iterator[Heard]:
    with server.client.stream("GET", STREAM + query, headers=headers) as answer:
        yield Heard(answer)


def test_a_listener_hears_what_is_recorded_from_then_on(server: Running) -> None:
    recorded(server, "before")
    with listening(server) as heard:
        recorded(server, "now-1", "now-2", "now-3")
        rows = heard.events(3)
    listed = server.client.get("/api/v1/events", params={"after": heard.position}).json()["items"]
    assert rows == listed
    assert [row["data"]["order_id"] for row in rows] == ["now-1", "now-2", "now-3"]


def test_after_a_break_it_goes_on_where_it_broke_off(server: Running) -> None:
    with listening(server) as heard:
        recorded(server, "seen")
        (last,) = heard.events(1)
    recorded(server, "missed-1", "missed-2")
    with listening(server, "?after=0", **{"Last-Event-ID": str(last["position"])}) as again:
        assert again.position == last["position"]
        assert again.ids(2) == ["missed-1", "missed-2"]


def test_it_can_begin_at_the_beginning_and_leave_things_out(server: Running) -> None:
    server.client.post("/api/v1/customers/C-2/events", json=registration()).raise_for_status()
    recorded(server, "of-two", customer="C-2")
    with listening(server, "?after=0&types=CustomerRegistered") as heard:
        assert [row["customer"] for row in heard.events(2)] == ["C-1", "C-2"]
        position, row = heard.message()
        assert row is None
        assert position == server.client.get("/api/v1/events", params={"limit": 1}).json()["position"]
    with listening(server, "?after=0&types=OrderPlaced&customer=C-2") as heard:
        assert heard.ids(1) == ["of-two"]


def test_a_long_past_comes_whole(server: Running) -> None:
    with listening(server) as heard:
        recorded(server, *(f"many-{number}" for number in range(1000)))
        assert heard.ids(1000) == [f"many-{number}" for number in range(1000)]


def test_what_another_process_records_is_heard(server: Running, directory: Path) -> None:
    with listening(server) as heard, open_ledger(directory, create=False) as ledger:
        event = read_document(order("elsewhere", customer="C-1"), zone=UTC, now=now_micros())
        position = ledger.record(event).position
        assert heard.events(1)[0]["position"] == position


def test_an_id_of_another_ledger_begins_at_the_end(server: Running) -> None:
    with listening(server, **{"Last-Event-ID": "999999999"}) as heard:
        recorded(server, "after-all")
        assert heard.ids(1) == ["after-all"]


@pytest.mark.parametrize(
    ("query", "headers", "pointer"),
    [
        ("", {"Last-Event-ID": "nonsense"}, "/Last-Event-ID"),
        ("", {"Last-Event-ID": "-1"}, "/Last-Event-ID"),
        ("", {"Last-Event-ID": "9" * 40}, "/Last-Event-ID"),
        ("?after=-1", {}, "/after"),
        ("?types=Nothing", {}, "/types"),
        ("?as_of=2025-01-01", {}, "/as_of"),
    ],
)
def test_a_wrong_beginning_is_refused(server: Running, query: str, headers: dict[str, str], pointer: str) -> None:
    answer = server.client.get(STREAM + query, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_a_stop_ends_the_streams_at_once(tmp_path: Path) -> None:
    with serving(tmp_path) as server, server.client.stream("GET", STREAM) as answer:
        heard = Heard(answer)
        server.process.terminate()
        assert server.stopped() == (0, "", "")
        heard.rest()  # ends as a whole answer does, not broken off


def test_listeners_are_counted_and_forgotten(server: Running) -> None:
    with listening(server) as _one, listening(server) as _other:  # let go, httpx would hang up
        assert listeners(server) == 2
    deadline = monotonic() + SECONDS
    while listeners(server) and monotonic() < deadline:
        pass
    assert listeners(server) == 0


def listeners(server: Running) -> int:
    counted = server.client.get("/metrics").text.partition("\nguanxi_stream_listeners ")[2]
    return int(counted.splitlines()[0])
