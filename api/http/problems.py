"""Every refusal as a problem document (RFC 9457), or as a plain page for a person with a browser."""

from collections.abc import Mapping
from html import escape
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from api.envelope import json_bytes
from api.http.statuses import STATUSES
from ledger.errors import GuanxiError, Problem

MEDIA_TYPE = "application/problem+json"
TYPE = "https://guanxi.invalid/errors/"
_BY_CODE: Mapping[str, Mapping[str, str]] = {
    "unauthenticated": {"WWW-Authenticate": 'Bearer realm="guanxi"'},
    "unavailable": {"Retry-After": "1"},
    "version_conflict": {"Retry-After": "1"},
}


def problem_document(error: GuanxiError, request_id: str) -> dict[str, Any]:
    """The body of contracts section 6; `errors` has at least one entry, `detail` is the first as one sentence."""
    status = STATUSES[error.code]
    return {
        "type": TYPE + error.code,
        "title": status.title,
        "status": status.number,
        "detail": sentence(error.problems[0]),
        "code": error.code,
        "errors": [problem_entry(problem) for problem in error.problems],
        "request_id": request_id,
    }


def problem_entry(problem: Problem) -> dict[str, Any]:
    """One of `errors`; line is 1-based in a batch, else null."""
    return {
        "pointer": problem.pointer,
        "line": problem.line,
        "code": problem.code,
        "message": problem.message,
        "remedy": problem.remedy,
    }


def problem_response(request: Request, error: GuanxiError, headers: Mapping[str, str] | None = None) -> Response:
    """The answer to a refused request. Programs get JSON everywhere; a browser that asks for a page gets a page."""
    document = problem_document(error, request_id(request))
    common = {**_BY_CODE.get(error.code, {}), **(headers or {})}
    status = STATUSES[error.code].number
    if wants_page(request):
        return Response(problem_page(document), status, common, media_type="text/html")
    return Response(json_bytes(document), status, common, media_type=MEDIA_TYPE)


def problem_page(document: Mapping[str, Any]) -> str:
    """A page that needs nothing else: without a token not even a stylesheet is served."""
    problem = document["errors"][0]
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(document['title'])} · Guanxi</title>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(document['title'])}</h1>\n<p>{escape(ended(problem['message']))}</p>\n"
        f"<p>{escape(ended(problem['remedy']))}</p>\n"
        f"<p><small>{document['status']} · request {escape(document['request_id'])}</small></p>\n"
        "</main>\n</body>\n</html>\n"
    )


def request_id(request: Request) -> str:
    """The id the edge gave this request."""
    given: str = request.scope["state"]["request_id"]
    return given


def sentence(problem: Problem) -> str:
    """What is wrong and what to do."""
    return f"{ended(problem.message)} {ended(problem.remedy)}"


def ended(text: str) -> str:
    """As a sentence of its own."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def wants_page(request: Request) -> bool:
    """Whether a person with a browser asks."""
    return not request.scope["path"].startswith("/api/") and "text/html" in request.headers.get("accept", "")
