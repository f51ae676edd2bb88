"""A server on a data directory, as a process of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.http.process import serving as process_serving

TOKEN = "the-token-of-the-page-tests"  # fixed, so that any browser may open the link


@dataclass(frozen=True, kw_only=True)
class Site:
    """home: http://127.0.0.1:PORT; link: the address that signs a browser in; program: one with the token."""

    directory: Path
    home: str
    link: str
    program: httpx.Client


@contextmanager
def serving(directory: Path) -> Iterator[Site]:
    """The site, once it answers; stopped at the end."""
    with process_serving(directory, GUANXI_TOKEN=TOKEN) as running:
        home = str(running.client.base_url).rstrip("/")
        yield Site(directory=directory, home=home, link=running.link, program=running.client)
