"""The local token: the secret that stands for the person at this machine, as a link, a cookie and a bearer."""

import hmac
import re
import secrets
from collections.abc import Callable
from hashlib import sha256

from ledger.errors import Invalid

VARIABLE = "GUANXI_TOKEN"
_WRITABLE = re.compile(r"[!-~]{1,512}")


class LocalToken:
    """Compares in constant time; knows which links were used.

    A link is good for one browser: it lands in histories and process lists. When a used one is opened again, a new one
    is announced where the server runs, so that only who sits there goes on. A token fixed by its owner keeps its link.
    """

    def __init__(self, token: str, *, fixed: bool = False, announce: Callable[[str], None] | None = None) -> None:
        self._token, self._fixed = token, fixed
        self._announce = announce
        self._unused: str | None = token
        self._used: list[str] = []
        self._cookie = hmac.new(token.encode(), b"guanxi cookie 1", sha256).hexdigest()

    @classmethod
    def from_environment(cls, fixed: str | None, *, announce: Callable[[str], None] | None = None) -> "LocalToken":
        """The token fixed by GUANXI_TOKEN, else 32 random bytes; Invalid for one that no header could carry."""
        if fixed is None:
            return cls(secrets.token_urlsafe(32), announce=announce)
        if not _WRITABLE.fullmatch(fixed):
            raise Invalid(
                "this token cannot stand in a header", "Write 1 to 512 visible ASCII characters, no spaces", VARIABLE
            )
        return cls(fixed, fixed=True)

    @property
    def text(self) -> str:
        """What the first link and the header of programs carry."""
        return self._token

    def is_bearer(self, presented: str) -> bool:
        """Whether a program showed the token."""
        return _equal(presented, self._token)

    def is_cookie(self, presented: str) -> bool:
        """Whether a browser showed the cookie that the link was exchanged for."""
        return _equal(presented, self._cookie)

    def exchange(self, presented: str) -> str | None:
        """The cookie for a link that is good; None for any other."""
        if self._fixed:
            return self._cookie if _equal(presented, self._token) else None
        if self._unused is not None and _equal(presented, self._unused):
            self._used.append(self._unused)
            self._unused = None
            return self._cookie
        if self._unused is None and any(_equal(presented, link) for link in self._used):
            self._renew()
        return None

    def _renew(self) -> None:
        if self._announce is not None:
            self._unused = secrets.token_urlsafe(32)
            self._announce(self._unused)


def _equal(presented: str, expected: str) -> bool:
    """Digests first: not even the length shows in the time it takes."""
    digest = sha256(presented.encode("utf-8", "surrogateescape")).digest()
    return hmac.compare_digest(digest, sha256(expected.encode()).digest())
