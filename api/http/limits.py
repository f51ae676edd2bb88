"""How much may be sent: checked before a byte is read where the length is stated, counted while it comes otherwise."""

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.addresses import BATCH
from ledger.errors import TooLarge
from ledger.strict_json import LARGEST_BYTES

MIB = 1024 * 1024
BATCH_BYTES = 256 * MIB  # read and recorded piece by piece: the limit bounds a request's time, not its memory


class BodyLimit:
    """1 MiB for one document, 256 MiB for a batch of them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        limit = BATCH_BYTES if (scope["method"], scope["path"]) == ("POST", BATCH) else LARGEST_BYTES
        stated = Request(scope).headers.get("content-length", "")
        if stated.isdecimal() and (len(stated) > 18 or int(stated) > limit):
            raise _too_large(limit)
        arrived = 0

        async def counting() -> Message:
            nonlocal arrived
            message = await receive()
            arrived += len(message.get("body", b""))
            if arrived > limit:
                raise _too_large(limit)
            return message

        await self._app(scope, counting, send)


def _too_large(limit: int) -> TooLarge:
    return TooLarge(f"this body has more than {limit // MIB} MiB", "send it in several requests")
