"""Live events: GET /events/stream, as server-sent events."""

from collections.abc import AsyncIterator, Sequence
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Header, Query, Request
from starlette.responses import Response, StreamingResponse

from api.envelope import Row
from api.http.addresses import API
from api.http.documented import listens
from api.http.live import messages
from api.http.noting import note_rows
from api.http.questions import LAST_POSITION, StreamQuestion
from api.http.services import Services
from api.log import event_rows, read_types
from ledger.errors import Invalid, Unavailable

HEARTBEAT_SECONDS = 15.0
EVENTS_AT_ONCE = 200
MOST_LISTENERS = 200


class Heard:
    """Notes that names and texts were told to a listener: once, for a line with every event would say no more."""

    def __init__(self, services: Services, request: Request, customer: str | None) -> None:
        self._services, self._request, self._customer = services, request, customer
        self._noted = False

    def note(self, rows: Sequence[Row], position: int) -> None:
        """Before these rows are sent."""
        if not self._noted:
            self._noted = note_rows(self._services, self._request, rows, position=position, customer=self._customer)


class StreamRoutes:
    """Whoever listens hears each event once, in order, and after a break goes on where it broke off."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def router(self) -> APIRouter:
        """Their addresses."""
        router = APIRouter(prefix=API, tags=["events"])
        router.get("/events/stream", responses=listens())(self.stream)
        return router

    async def stream(
        self,
        request: Request,
        asked: Annotated[StreamQuestion, Query()],
        last_event_id: Annotated[str | None, Header(description="The id heard last.")] = None,
    ) -> Response:
        """Every event as it is recorded, as an event row; from the end of the log on, or from where one asks."""
        types = read_types(asked.types, pointer="/types")
        if self._services.tail.listeners >= MOST_LISTENERS:
            raise Unavailable(f"{MOST_LISTENERS} listen already", "close some, or come back later")
        end, _ = await run_sync(self._services.ledger.last)  # not the tail's: views may be far behind at the start
        after = _position(last_event_id) if last_event_id is not None else asked.after
        start = end if after is None else min(after, end)  # an id from another ledger begins at the end of this one
        body = self._messages(request, start, types, asked.customer)
        return StreamingResponse(body, media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def _messages(
        self, request: Request, after: int, types: list[str] | None, customer: str | None
    ) -> AsyncIterator[bytes]:
        tail = self._services.tail
        heard = Heard(self._services, request, customer)
        with tail.listening():
            yield messages.opening(after)
            while not tail.stopping():
                end = await tail.beyond(after, seconds=HEARTBEAT_SECONDS)
                rows = await run_sync(self._rows, after, end, types, customer)
                if rows:
                    await run_sync(heard.note, rows, end)
                for row in rows:
                    yield messages.event(row)
                full = len(rows) == EVENTS_AT_ONCE
                after = rows[-1]["position"] if full else max(after, end)
                if not rows or rows[-1]["position"] < after:
                    yield messages.heard_upto(after)

    def _rows(self, after: int, end: int, types: list[str] | None, customer: str | None) -> Sequence[Row]:
        ledger = self._services.ledger
        return event_rows(ledger, after=after, upto=end, limit=EVENTS_AT_ONCE, types=types, customer=customer)


def _position(last_event_id: str) -> int:
    if last_event_id.isascii() and last_event_id.isdigit() and int(last_event_id[:20]) <= LAST_POSITION:
        return int(last_event_id)
    raise Invalid("Last-Event-ID must be a position", "send the id heard last, or leave it out", "/Last-Event-ID")
