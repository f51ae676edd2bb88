"""The log itself: its events in the order of recording."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.http.addresses import API
from api.http.answering import Page, page_of_list
from api.http.documented import LIST, reads
from api.http.noting import note_rows
from api.http.questions import EventsQuestion
from api.http.services import Services
from api.log import event_rows, read_types
from projections.clocks import Clocks


class EventRoutes:
    """GET /events."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def router(self) -> APIRouter:
        """Their addresses."""
        router = APIRouter(prefix=API, tags=["events"])
        router.get("/events", responses=reads(LIST))(self.events)
        return router

    def events(self, request: Request, asked: Annotated[EventsQuestion, Query()]) -> Response:
        """The events as they were recorded, ascending by position; all of them where no `as_of` is given."""

        def page(asked: EventsQuestion, clocks: Clocks, start: int) -> Page:
            after, limit = max(asked.after, start), asked.limit
            rows = event_rows(
                self._services.ledger,
                after=after,
                upto=clocks.cut,
                limit=limit + 1,
                types=read_types(asked.types, pointer="/types"),
                customer=asked.customer,
                occurred_by=None if asked.as_of is None else clocks.as_of,
            )
            more = len(rows) > limit
            note_rows(self._services, request, rows[:limit], position=clocks.position, customer=asked.customer)
            return Page(items=rows[:limit], next_start=rows[limit - 1]["position"] if more else None)

        return page_of_list(request, self._services, asked, page)
