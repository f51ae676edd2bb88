"""The outermost layer: every request gets an id, and whatever goes wrong inside becomes a problem document."""

import logging
import os
import re
import secrets
from collections.abc import Mapping

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problems import problem_response
from api.http.refusals import BadRequest, Forbidden, MethodNotAllowed, Unexpected, UnsupportedMediaType
from api.http.request_problems import parameter_error
from ledger.errors import GuanxiError, Invalid, NotFound, TooLarge

HEADER = "x-request-id"
DEBUG = "GUANXI_DEBUG"
_OWN_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_LOG = logging.getLogger("guanxi.http")

_BY_STATUS: Mapping[int, type[GuanxiError]] = {
    400: BadRequest,
    403: Forbidden,
    404: NotFound,
    405: MethodNotAllowed,
    413: TooLarge,
    415: UnsupportedMediaType,
    422: Invalid,
}
_WORDS: Mapping[int, tuple[str, str]] = {
    404: ("nothing is served at this address", "/docs lists the addresses"),
    405: ("this address does not take this method", "see Allow, or /docs"),
}


class Edge:
    """Gives each request an id (the caller's own X-Request-ID where it is one) and lets no exception out."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope)
        identity = _identity(request)
        scope.setdefault("state", {})["request_id"] = identity
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*message.get("headers", ()), (HEADER.encode(), identity.encode())]
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except ClientDisconnect:
            return
        except Exception as error:
            refusal = as_refusal(error)
            if isinstance(refusal, Unexpected):
                _report(error, identity)
            if started:
                raise _CutOff from None  # half an answer is out: only a broken connection says that it is not whole
            await problem_response(request, refusal, _headers(error))(scope, receive, sending)


class _CutOff(Exception):
    """Ends the connection; what happened was reported already."""


def as_refusal(error: Exception) -> GuanxiError:
    """The error in our own terms."""
    if isinstance(error, GuanxiError):
        return error
    if isinstance(error, RequestValidationError):
        return parameter_error(error)
    if isinstance(error, HTTPException) and error.status_code in _BY_STATUS:
        message, remedy = _WORDS.get(error.status_code, (str(error.detail), "see /docs"))
        return _BY_STATUS[error.status_code](message, remedy)
    return Unexpected("something went wrong inside Guanxi", "the server's output says more under this request_id")


def _headers(error: Exception) -> Mapping[str, str]:
    return (error.headers or {}) if isinstance(error, HTTPException) else {}


def _identity(request: Request) -> str:
    given = request.headers.get(HEADER, "")
    return given if _OWN_ID.fullmatch(given) else secrets.token_hex(8)


def _report(error: Exception, identity: str) -> None:
    """One line where the server runs; the traceback only for who asks for it."""
    shown = "".join(c if c.isprintable() else " " for c in f"{type(error).__name__}: {error}"[:500])
    _LOG.error("error: request %s: %s", identity, shown, exc_info=error if os.environ.get(DEBUG) else None)
