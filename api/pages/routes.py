"""Addresses of the pages: / is the book, /portfolio the whole of it, /customers/CODE one customer."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any
from unicodedata import normalize

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.dates import local
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
from api.pages.portfolio_page import portfolio_page
from api.pages.questions import BookPageQuestion, CustomerPageQuestion, PageQuestion, PortfolioPageQuestion
from api.pages.sentences import COLON, COMMA, saying
from api.pages.static_files import PREFIX, StaticFiles
from ledger.errors import GuanxiError, NotFound
from projections import answers
from projections.clocks import Clocks, beginning
from projections.words import Language, label

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
        router.get("/portfolio")(self.portfolio)
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
            told_of = answers.told_of(ledger, code, clocks, parameters, language=form.language)
            timeline = answers.timeline(
                ledger, code, clocks, include_retracted=True, in_book=True, language=form.language
            )
            note_rows(self._services, request, timeline, position=clocks.position, customer=code)
            return customer_page(
                told_of,
                timeline,
                clocks,
                form,
                months=months_since(told_of.history[0]["on"], self._services.clock(), clocks.policy.zone),
                skip=asked.skip,
            )

        return self._page(request, asked, "customer.html", shown)

    def portfolio(self, request: Request, asked: Annotated[PortfolioPageQuestion, Query()]) -> Response:
        """The book as a whole."""

        def shown(clocks: Clocks, form: ClockForm) -> dict[str, Any]:
            begin = beginning(clocks, asked.since or None)
            kept = self._services.books.whole
            rows = answers.portfolio(kept(clocks), kept(begin), clocks, language=form.language)
            begun = local(begin.as_of_text(), clocks.policy.zone).date().isoformat()
            return portfolio_page(rows, clocks, form, begun=begun)

        return self._page(request, asked, "portfolio.html", shown)

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
                lambda: self._draw(
                    template, form.language, position=clocks.position, other=_other(request), **shown(clocks, form)
                ).encode(),
                media_type=HTML,
            )
        except GuanxiError as error:
            if not wants_page(request):
                raise
            return self._refused(error, form)

    def _refused(self, error: GuanxiError, form: ClockForm) -> Response:
        """What is wrong, what to do, and the way back to the book of today."""
        status, problem = STATUSES[error.code], error.problems[0]
        page = self._draw(
            "refused.html",
            form.language,
            position=0,
            other=None,
            form=form,
            book=form.link("/") if form.lang else "/",
            title=status.title,
            message=ended(problem.message),
            remedy=ended(problem.remedy),
        )
        return Response(page, status.number, media_type=HTML)

    def _draw(self, template: str, language: Language, **shown: object) -> str:
        found = self._templates.get_template(template)
        return found.render(
            simulated=self._simulated(),
            lang=language,
            t=partial(label, language=language),
            say=saying(language),
            colon=COLON[language],
            comma=COMMA[language],
            **shown,
        )

    def _simulated(self) -> bool:
        """Whether the ledger's first words are that this past was made up."""
        first = self._services.ledger.events(limit=1, types=["LedgerRestored"])
        return bool(first and first[0].data.get("simulated"))


def _other(request: Request) -> str:
    """This page in the other language."""
    other = "en" if request.query_params.get("lang") == "zh" else "zh"
    return f"{request.url.path}?{request.url.include_query_params(lang=other).query}"
