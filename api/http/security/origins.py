"""Under which names this server may be addressed, and which pages may write to it."""

from dataclasses import dataclass

from starlette.datastructures import Headers

from api.http.refusals import Forbidden

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_NAMES = ("127.0.0.1", "localhost", "[::1]")
_PLAIN_PORT = 80


@dataclass(frozen=True, kw_only=True, slots=True)
class Origins:
    """hosts: what a Host header may say, in lower case; a browser leaves the port out where it is 80."""

    hosts: frozenset[str]

    @classmethod
    def of_port(cls, port: int) -> "Origins":
        """The loopback names with this port."""
        plain = _NAMES if port == _PLAIN_PORT else ()
        return cls(hosts=frozenset((*(f"{name}:{port}" for name in _NAMES), *plain)))

    def check_host(self, headers: Headers) -> None:
        """Refuse foreign names: a page elsewhere may have pointed its own name at this machine (DNS rebinding)."""
        given = headers.getlist("host")
        if len(given) != 1 or given[0].lower() not in self.hosts:
            raise Forbidden(
                "this server does not answer under that name", f"use one of {', '.join(sorted(self.hosts))}", ""
            )

    def check_origin(self, headers: Headers) -> None:
        """Refuse what a foreign page sent, whatever it brings along."""
        if headers.get("sec-fetch-site", "none") in ("cross-site", "same-site") and _is_scripted(headers):
            raise _foreign()
        for origin in headers.getlist("origin"):
            if not (self._is_ours(origin) or _is_own_form(origin, headers)):
                raise _foreign()

    def check_own_page(self, headers: Headers) -> None:
        """Of a write that shows the cookie: it must prove that a page of ours sent it, for browsers add cookies
        by themselves."""
        if headers.get("sec-fetch-site") != "same-origin" and not self._is_ours(headers.get("origin", "")):
            raise Forbidden(
                "a write with the cookie must come from a page of this server",
                "programs send Authorization: Bearer TOKEN instead of the cookie",
            )

    def _is_ours(self, origin: str) -> bool:
        scheme, _, host = origin.lower().partition("://")
        return scheme == "http" and host in self.hosts


def _is_own_form(origin: str, headers: Headers) -> bool:
    """Under Referrer-Policy: no-referrer browsers say "null" for the forms of our own pages too."""
    return origin == "null" and headers.get("sec-fetch-site") == "same-origin"


def _is_scripted(headers: Headers) -> bool:
    """Not a person following a link: that is a navigation, arrives without the cookie, and is fine."""
    return headers.get("sec-fetch-mode") != "navigate"


def _foreign() -> Forbidden:
    return Forbidden("this request was sent by a foreign page", "open the page that this server serves")
