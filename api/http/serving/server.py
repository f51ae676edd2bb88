"""Serving a directory until somebody says stop."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from socket import socket
from types import FrameType
from urllib.parse import quote

import uvicorn
from starlette.types import ASGIApp

from api.books import Follower
from api.http.app import build_app
from api.http.security.token import LocalToken
from api.http.serving.listening import LOOPBACK, check_host, listening_socket
from api.http.serving.lock import only_server
from ledger.application import Ledger, open_ledger
from ledger.place import Place
from projections.follower.apart import FollowerApart
from projections.follower.sealing import Sealer
from projections.journal.building import DIRECTORY

STOP_SECONDS = 10  # for what is being answered when the stop comes
KEEP_ALIVE_SECONDS = 65

Say = Callable[[str], None]


def serve(place: Place, *, host: str, port: int, fixed_token: str | None, ready: Say, new_link: Say) -> None:
    """Serve until SIGINT or SIGTERM. port 0: any free one.

    ready: told the address with the token once requests are answered. new_link: told a fresh one when a used link is
    opened again. Unavailable when the port or the directory is taken.
    """
    check_host(host)
    with (
        open_ledger(place) as ledger,
        only_server(place.directory) if place.database is None else nullcontext(),
        _listening(port) as listener,
        _following(place) as follower,
        _sealing(ledger, place),
    ):
        serve_ledger(ledger, listener, fixed_token=fixed_token, ready=ready, new_link=new_link, follower=follower)


@contextmanager
def _following(place: Place) -> Iterator[FollowerApart]:
    """The views of the ledger, kept up to date for as long as it is served."""
    follower = FollowerApart(partial(open_ledger, place, create=False), processes=os.cpu_count() or 1)
    follower.start()
    try:
        yield follower
    finally:
        follower.stop()


@contextmanager
def _sealing(ledger: Ledger, place: Place) -> Iterator[None]:
    """Its journal likewise."""
    sealer = Sealer(ledger, ledger.directory / DIRECTORY, partial(open_ledger, place, create=False))
    sealer.start()
    try:
        yield
    finally:
        sealer.stop()


def serve_ledger(
    ledger: Ledger,
    listener: socket,
    *,
    fixed_token: str | None,
    ready: Say,
    new_link: Say,
    follower: Follower | None = None,
) -> None:
    """Serve an open ledger on a bound socket. follower: running, the caller's to stop."""
    port = listener.getsockname()[1]
    token = LocalToken.from_environment(fixed_token, announce=lambda text: new_link(_link(port, text)))
    stop = threading.Event()
    app = build_app(ledger, token=token, port=port, follower=follower, stopping=stop.is_set)
    _Server(app, stop=stop, ready=lambda: ready(_link(port, token.text))).run(sockets=[listener])


class _Server(uvicorn.Server):
    """uvicorn, telling when it listens, and taking a stop as the way it is meant to end."""

    def __init__(self, app: ASGIApp, *, stop: threading.Event, ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                loop="asyncio",
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                log_level="critical",  # whatever goes wrong is reported at the edge; an access log would hold tokens
                access_log=False,
                proxy_headers=False,
                server_header=False,
                timeout_keep_alive=KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=STOP_SECONDS,
            )
        )
        self._stop, self._ready = stop, ready

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True
        self._stop.set()


@contextmanager
def _listening(port: int) -> Iterator[socket]:
    listener = listening_socket(port)
    try:
        yield listener
    finally:
        listener.close()


def _link(port: int, token: str) -> str:
    return f"http://{LOOPBACK}:{port}/?token={quote(token, safe='')}"
