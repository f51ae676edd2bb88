"""Where views are kept, listeners are told of an event once the views hold it: who is told can ask at once."""

import asyncio
from dataclasses import dataclass
from typing import Any

from api.http.app import build_app
from api.http.security.token import LocalToken
from tests.http.conftest import PORT, TOKEN, Served
from tests.http.given import order, registration

EVENTS = "/api/v1/customers/C-1/events"


@dataclass
class Behind:
    """Views that move on when a test says so."""

    reached: int = 0

    def position(self) -> int:
        return self.reached


def test_an_event_is_told_when_the_views_hold_it(fresh: Served) -> None:
    for document in (registration(), order("O-1"), order("O-2")):
        assert fresh.visit.post(EVENTS, json=document).status_code == 201
    behind = Behind()
    stopping = False
    token = LocalToken(TOKEN)
    app = build_app(fresh.ledger, token=token, port=PORT, follower=behind, stopping=lambda: stopping)
    heard: list[bytes] = []

    async def listening() -> None:
        nonlocal stopping
        stream = asyncio.create_task(app(scope(), asyncio.Event().wait, hear))
        while not heard:
            await asyncio.sleep(0)
        assert heard == [b"retry: 1000\nid: 1\n\n"]
        behind.reached = 2
        while len(heard) < 2:
            await asyncio.sleep(0)
        assert heard[1].startswith(b'id: 2\ndata: {"position":2,')
        stopping = True
        await stream
        assert len([one for one in heard if b"data: " in one]) == 1

    async def hear(message: Any) -> None:
        if message.get("body"):
            heard.append(message["body"])

    asyncio.run(listening())


def test_a_listener_begins_at_the_end_of_the_log_although_the_views_are_far_behind(fresh: Served) -> None:
    assert fresh.visit.post(EVENTS, json=registration()).status_code == 201
    app = build_app(fresh.ledger, token=LocalToken(TOKEN), port=PORT, follower=Behind(), stopping=lambda: True)
    heard: list[bytes] = []

    async def hear(message: Any) -> None:
        heard.append(message.get("body", b""))

    asyncio.run(app(scope(b""), asyncio.Event().wait, hear))
    assert b"".join(heard) == b"retry: 1000\nid: 1\n\n"


def scope(query: bytes = b"after=1") -> dict[str, Any]:
    """A request for the live stream."""
    headers = [(b"host", f"127.0.0.1:{PORT}".encode()), (b"authorization", f"Bearer {TOKEN}".encode())]
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": "/api/v1/events/stream",
        "raw_path": b"/api/v1/events/stream",
        "root_path": "",
        "query_string": query,
        "headers": headers,
        "state": {},
    }
