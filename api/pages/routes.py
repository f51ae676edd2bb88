"""Addresses of the pages: / is the book, /customers/CODE one customer."""

from collections.abc import Callable
from typing import Annotated, Any
from unicodedata import normalize

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.http.answering import tagged
from api.http.noting import note_rows
from api.http.problems import ended, wants_page
from api.http.questions import NoQuestion
from api.http.services import Services
from api.http.statuses import STATUSES
from api.pages.book_page import book_page
from api.pages.clock_form import ClockForm
from api.pages.customer_page import customer_page
from api.pages.drawing import environment
from api.pages.months import months_since
from api.pages.questions import BookPageQuestion, CustomerPageQuestion, PageQuestion
from api.pages.static_files import PREFIX, StaticFiles
from ledger.errors import GuanxiError, NotFound
from projections import answers
from projections.clocks import Clocks

HTML = "text/html; charset=utf-8"
YEAR = 31_536_000


class PageRoutes:
    """The pages, made of the same answers as programs get."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._files = StaticFiles()
        self._templates = environment(self._files)

    def router(self) -> APIRouter:
        """Their addresses; the description for programs leaves them out."""
        router = APIRouter(include_in_schema=False)
        router.get("/")(self.book)
        router.get("/customers/{code}")(self.customer)
        router.get(PREFIX + "/{name}")(self.static)
        return router

    def book(self, request: Request, asked: Annotated[BookPageQuestion, Query()]) -> Response:
        """Every customer in a line."""

        def shown(clocks: Clocks, form: ClockForm) -> dict[str, Any]:
            rows = self._services.books.whole(clocks)
            return book_page(rows, clocks, form, filters=asked.filters(), sort=asked.sort or None, page=asked.page)

        return self._page(request, asked, "book.html", shown)

    def customer(self, request: Request, code: str, asked: Annotated[CustomerPageQuestion, Query()]) -> Response:
        """One customer."""
        ledger, code = self._services.ledger, normalize("NFC", code)

        def shown(clocks: Clocks, form: ClockForm) -> dict[str, Any]:
            parameters = self._services.books.parameters(clocks)
            standing, history = answers.standing_and_history(ledger, code, clocks, parameters)
            timeline = answers.timeline(ledger, code, clocks, include_retracted=True)
            note_rows(self._services, request, timeline, position=clocks.position, customer=code)
            return customer_page(
                standing,
                history,
                timeline,
                clocks,
                form,
                months=months_since(history[0]["on"], self._services.clock(), clocks.policy.zone),
                skip=asked.skip,
            )

        return self._page(request, asked, "customer.html", shown)

    def static(self, request: Request, _: Annotated[NoQuestion, Query()]) -> Response:
        """A file that never changes under its address."""
        found = self._files.at(request.url.path)
        if found is None:
            raise NotFound("there is no such file", "reload the page that asked for it")
        headers = {"Cache-Control": f"private, max-age={YEAR}, immutable"}
        return Response(found.content, media_type=found.media, headers=headers)

    def _page(
        self,
        request: Request,
        asked: PageQuestion,
        template: str,
        shown: Callable[[Clocks, ClockForm], dict[str, Any]],
    ) -> Response:
        """The page with its tag; for a person, a refusal is a page as well."""
        form = asked.form()
        try:
            clocks = self._services.clocks(as_of=form.as_of, known_at=form.known_at, policy=form.policy)
            return tagged(
                request,
                clocks,
                lambda: self._draw(template, position=clocks.position, **shown(clocks, form)).encode(),
                media_type=HTML,
            )
        except GuanxiError as error:
            if not wants_page(request):
                raise
            return self._refused(error)

    def _refused(self, error: GuanxiError) -> Response:
        """What is wrong, what to do, and the way back to the book of today."""
        status, problem = STATUSES[error.code], error.problems[0]
        page = self._draw(
            "refused.html",
            position=0,
            book="/",
            title=status.title,
            message=ended(problem.message),
            remedy=ended(problem.remedy),
        )
        return Response(page, status.number, media_type=HTML)

    def _draw(self, template: str, **shown: object) -> str:
        return self._templates.get_template(template).render(simulated=self._simulated(), **shown)

    def _simulated(self) -> bool:
        """Whether the ledger's first words are that this past was made up."""
        first = self._services.ledger.events(limit=1, types=["LedgerRestored"])
        return bool(first and first[0].data.get("simulated"))
