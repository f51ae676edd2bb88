"""What events mean: the book, one customer, its timeline and its history."""

from dataclasses import replace
from typing import Annotated
from unicodedata import normalize

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.accesses import told_by_people
from api.envelope import Row
from api.http.addresses import API
from api.http.answering import Page, cut_out, one, page_of_list
from api.http.documented import LIST, OBJECT, reads
from api.http.noting import note_rows
from api.http.questions import BookQuestion, ClockQuestion, ListQuestion, PortfolioQuestion, TimelineQuestion
from api.http.services import Services
from projections import answers
from projections.clocks import Clocks, beginning


class CustomerRoutes:
    """GET /customers and what lies below it."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def router(self) -> APIRouter:
        """Their addresses."""
        router = APIRouter(prefix=API, tags=["customers"])
        router.get("/customers", responses=reads(LIST))(self.book)
        router.get("/portfolio", responses=reads(LIST))(self.portfolio)
        router.get("/customers/{code}", responses=reads(OBJECT))(self.standing)
        router.get("/customers/{code}/timeline", responses=reads(LIST))(self.timeline)
        router.get("/customers/{code}/history", responses=reads(LIST))(self.history)
        return router

    def book(self, request: Request, asked: Annotated[BookQuestion, Query()]) -> Response:
        """Every customer in one row: stage, momentum, risk, share, silence."""

        def page(asked: BookQuestion, clocks: Clocks, start: int) -> Page:
            rows = self._services.books.rows(clocks, sort=asked.sort, **asked.filters())
            return cut_out(rows, start, asked.limit)

        return page_of_list(request, self._services, asked, page)

    def portfolio(self, request: Request, asked: Annotated[PortfolioQuestion, Query()]) -> Response:
        """The book as a whole: customers and money by stage and risk, and how they moved between two dates."""

        def page(asked: PortfolioQuestion, clocks: Clocks, start: int) -> Page:
            begin = beginning(clocks, asked.since)
            kept = self._services.books.whole
            rows = answers.portfolio(kept(clocks), kept(begin), clocks)
            return cut_out(rows, start, asked.limit)

        return page_of_list(request, self._services, asked, page)

    def standing(self, request: Request, code: str, asked: Annotated[ClockQuestion, Query()]) -> Response:
        """One customer: where the relationship stands, why, and what is missing for the next step."""
        customer = normalize("NFC", code)

        def answer(clocks: Clocks) -> Row:
            parameters = self._services.books.parameters(clocks)
            found = answers.standing(self._services.ledger, customer, clocks, parameters)
            note_rows(self._services, request, told_by_people(found), position=clocks.position, customer=customer)
            return found

        return one(request, self._services, asked, answer)

    def timeline(self, request: Request, code: str, asked: Annotated[TimelineQuestion, Query()]) -> Response:
        """What happened with one customer, with late and corrected facts marked; newest first."""

        def page(asked: TimelineQuestion, clocks: Clocks, start: int) -> Page:
            customer = normalize("NFC", code)
            rows = answers.timeline(
                self._services.ledger,
                customer,
                clocks,
                order=asked.order,
                include_retracted=asked.include == "retracted",
            )
            page = cut_out(rows, start, asked.limit)
            note_rows(self._services, request, page.items, position=clocks.position, customer=customer)
            return page

        return page_of_list(request, self._services, asked, page)

    def history(self, request: Request, code: str, asked: Annotated[ListQuestion, Query()]) -> Response:
        """How one relationship moved: a row per month end, and the reason of each step."""

        def page(asked: ListQuestion, clocks: Clocks, start: int) -> Page:
            parameters = self._services.books.parameters(clocks)
            rows = answers.history(self._services.ledger, normalize("NFC", code), clocks, parameters)
            return replace(cut_out(rows, start, asked.limit), policy=clocks.rules.cited_in_turn())

        return page_of_list(request, self._services, asked, page)
