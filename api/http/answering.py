"""Answers: the same bytes as the command line prints, with a tag by which a caller that holds them is spared them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from api.envelope import Row, json_bytes, list_document
from api.http.cursor import Cursor, broken_cursor, read_cursor
from api.http.etags import entity_tag, is_held
from api.http.questions import ClockQuestion, ListQuestion
from api.http.services import Services
from projections.clocks import Clocks

JSON = "application/json"
Question = TypeVar("Question", bound=ListQuestion)


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """Part of a list. next_start: where the following page begins, None on the last. policy: as the answer names it,
    None for the version of its clocks.
    """

    items: Sequence[Row]
    next_start: int | None
    policy: Row | None = None


def one(request: Request, services: Services, asked: ClockQuestion, answer: Callable[[Clocks], Row]) -> Response:
    """One document at the clocks asked for."""
    clocks = clocks_of(services, asked)
    return tagged(request, clocks, lambda: json_bytes(answer(clocks)), media_type=JSON)


def page_of_list(
    request: Request, services: Services, asked: Question, answer: Callable[[Question, Clocks, int], Page]
) -> Response:
    """One page of a list; `answer` gets the question of the first page, its clocks, and where this page starts."""
    path, start = request.scope["path"], 0
    if asked.cursor is None:
        clocks = clocks_of(services, asked)
    else:
        cursor = read_cursor(asked.cursor, path=path, asked=asked.asked())
        asked, start = _first_question(asked, cursor), cursor.start
        clocks = services.clocks(as_of=cursor.as_of, known_at=cursor.known_at, policy=asked.policy)
    return tagged(request, clocks, lambda: _body(path, asked, clocks, answer(asked, clocks, start)), media_type=JSON)


def cut_out(rows: Sequence[Row], start: int, limit: int) -> Page:
    """A page of rows that are all at hand."""
    end = start + limit
    return Page(items=rows[start:end], next_start=end if end < len(rows) else None)


def clocks_of(services: Services, asked: ClockQuestion) -> Clocks:
    """The clocks a question names."""
    return services.clocks(as_of=asked.as_of, known_at=asked.known_at, policy=asked.policy)


def tagged(request: Request, clocks: Clocks, body: Callable[[], bytes], *, media_type: str) -> Response:
    """The body with its strong tag; 304 without making it when the caller has it. Kept only to be asked about."""
    tag = entity_tag(request, clocks)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if is_held(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(body(), headers=headers, media_type=media_type)


def plain(document: object, *, status: int = 200) -> Response:
    """A document that is not a function of the clocks."""
    return Response(json_bytes(document), status, media_type=JSON)


def _first_question(asked: Question, cursor: Cursor) -> Question:
    """What was asked for the first page. A forged cursor says nothing here that a parameter could not say."""
    try:
        return type(asked).model_validate({**cursor.asked, "limit": asked.limit})
    except ValidationError:
        raise broken_cursor() from None


def _body(path: str, asked: ListQuestion, clocks: Clocks, page: Page) -> bytes:
    cursor = None
    as_of, known_at = clocks.as_of_text(), clocks.known_at_text()
    if page.next_start is not None:
        following = Cursor(path=path, asked=asked.asked(), as_of=as_of, known_at=known_at, start=page.next_start)
        cursor = following.text()
    return json_bytes(
        list_document(
            page.items,
            as_of=as_of,
            known_at=known_at,
            position=clocks.position,
            policy=page.policy or clocks.rules.cited(),
            next_cursor=cursor,
        )
    )
