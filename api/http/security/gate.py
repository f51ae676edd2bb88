"""The gate: every request but two shows the token, under a name of ours, and not from a foreign page."""

from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.refusals import Unauthenticated
from api.http.security.origins import SAFE_METHODS, Origins
from api.http.security.token import LocalToken

OPEN_PATHS = frozenset({"/healthz", "/readyz"})  # they say "ok" and nothing else
LINK_PATH, LINK_PARAMETER = "/", "token"


class Gate:
    """Refuses by raising; the edge outside of it answers. port: names the cookie, for cookies know no ports."""

    def __init__(self, app: ASGIApp, *, token: LocalToken, port: int) -> None:
        self._app, self._token = app, token
        self._origins = Origins.of_port(port)
        self._cookie = f"guanxi-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        self._origins.check_host(request.headers)
        self._origins.check_origin(request.headers)
        if scope["path"] not in OPEN_PATHS:
            if answer := self._link_opened(request):
                await answer(scope, receive, send)
                return
            self._admit(request)
        await self._app(scope, receive, send)

    def _link_opened(self, request: Request) -> Response | None:
        """The link with the token becomes a cookie and the same address without the token."""
        if request.method != "GET" or request.scope["path"] != LINK_PATH or LINK_PARAMETER not in request.query_params:
            return None
        cookie = self._token.exchange(request.query_params[LINK_PARAMETER])
        if cookie is None and not self._shows_cookie(request):
            raise Unauthenticated(
                "this link is not good, or was opened before",
                "where Guanxi runs, a used link that is opened again prints a new one",
            )
        rest = [(k, v) for k, v in parse_qsl(request.url.query, keep_blank_values=True) if k != LINK_PARAMETER]
        answer = RedirectResponse(LINK_PATH + (f"?{urlencode(rest)}" if rest else ""), status_code=303)
        if cookie is not None:
            answer.set_cookie(self._cookie, cookie, httponly=True, samesite="strict", path="/")
        return answer

    def _admit(self, request: Request) -> None:
        given = request.headers.getlist("authorization")
        if given:
            if len(given) > 1 or not self._shows_bearer(given[0]):
                raise Unauthenticated(
                    "this token is wrong", "send Authorization: Bearer TOKEN with the one Guanxi prints"
                )
        elif self._shows_cookie(request):
            if request.method not in SAFE_METHODS:
                self._origins.check_own_page(request.headers)
        else:
            raise Unauthenticated(
                "nobody is signed in here",
                "open the link that Guanxi printed when it started; programs send Authorization: Bearer TOKEN",
            )
        request.state.actor = "local"

    def _shows_bearer(self, header: str) -> bool:
        scheme, _, token = header.partition(" ")
        return scheme.lower() == "bearer" and self._token.is_bearer(token.strip())

    def _shows_cookie(self, request: Request) -> bool:
        return self._token.is_cookie(_cookie(request.headers, self._cookie))


def _cookie(headers: Headers, name: str) -> str:
    """The value of the one cookie with this name; "" where there is none, or more than one."""
    found = [
        value.strip()
        for header in headers.getlist("cookie")
        for key, _, value in (part.partition("=") for part in header.split(";"))
        if key.strip() == name
    ]
    return found[0] if len(found) == 1 else ""
