"""A real ledger in a temporary directory, served in this process without a socket."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.http.app import build_app
from api.http.security.token import LocalToken
from ledger.application import Ledger, open_ledger

PORT = 8000
HOME = f"http://127.0.0.1:{PORT}"
TOKEN = "a-token-for-tests"
NOON = 1_741_953_600_000_000  # 2025-03-14T12:00:00Z


@dataclass
class Clock:
    """Microseconds; it moves only when a test says so."""

    now: int = NOON

    def __call__(self) -> int:
        return self.now


class Visitor:
    """A client of the application, with the headers it sends by itself."""

    def __init__(self, app: FastAPI, runner: asyncio.Runner, headers: dict[str, str]) -> None:
        self._runner, self._headers = runner, headers
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HOME)

    def __call__(self, method: str, path: str, **how: Any) -> httpx.Response:
        headers = {**self._headers, **(how.pop("headers", None) or {})}
        self._client.cookies.clear()
        return self._runner.run(self._client.request(method, path, headers=headers, **how))

    def get(self, path: str, **how: Any) -> httpx.Response:
        return self("GET", path, **how)

    def post(self, path: str, **how: Any) -> httpx.Response:
        return self("POST", path, **how)


@dataclass(frozen=True, kw_only=True)
class Served:
    """visit: a program with the right token; stranger: somebody without one."""

    ledger: Ledger
    app: FastAPI
    visit: Visitor
    stranger: Visitor


@contextmanager
def served(directory: Path, clock: Clock, token: LocalToken) -> Iterator[Served]:
    """The application on a ledger in this directory."""
    with open_ledger(directory, clock=clock) as ledger, asyncio.Runner() as runner:
        app = build_app(ledger, token=token, port=PORT, clock=clock)
        visit = Visitor(app, runner, {"Authorization": f"Bearer {token.text}"})
        yield Served(ledger=ledger, app=app, visit=visit, stranger=Visitor(app, runner, {}))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """For tests that record nothing."""
    with served(tmp_path_factory.mktemp("shared"), Clock(), LocalToken(TOKEN)) as one:
        yield one


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def token() -> LocalToken:
    return LocalToken(TOKEN)


@pytest.fixture
def fresh(tmp_path: Path, clock: Clock, token: LocalToken) -> Iterator[Served]:
    """For tests that record."""
    with served(tmp_path, clock, token) as one:
        yield one


@pytest.fixture
def visit(fresh: Served) -> Visitor:
    return fresh.visit
