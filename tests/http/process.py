"""`guanxi serve` as a process of its own, the way people start it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "from api.cli.main import run; run()"
SECONDS = 60  # no test waits that long: it keeps a hanging one from hanging for ever


@dataclass(frozen=True, kw_only=True)
class Running:
    """link: as it was printed; client: a program with the token."""

    process: subprocess.Popen[str]
    link: str
    client: httpx.Client

    @property
    def token(self) -> str:
        return parse_qs(urlsplit(self.link).query)["token"][0]

    def stopped(self) -> tuple[int, str, str]:
        """Exit code, and what was printed besides the link, once it is gone."""
        out, err = self.process.communicate(timeout=SECONDS)
        return self.process.returncode, out, err


def guanxi(*arguments: str) -> list[str]:
    """A command line."""
    return [sys.executable, "-c", PROGRAM, *arguments]


def command(directory: Path, *arguments: str) -> list[str]:
    """The command line of a server on this directory."""
    return guanxi("serve", "--data", str(directory), *arguments)


def environment(**variables: str) -> dict[str, str]:
    """Of the process; without a token unless one is given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GUANXI_")}
    return {**kept, "PYTHONPATH": str(ROOT), **variables}


@contextmanager
def serving(directory: Path, *, port: int = 0, **variables: str) -> Iterator[Running]:
    """A server that has said that it is ready; killed at the end unless it is gone."""
    with subprocess.Popen(
        command(directory, "--port", str(port)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(**variables),
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            assert said.startswith("Guanxi is at http://127.0.0.1:"), said or process.communicate()[1]
            link = said.removeprefix("Guanxi is at ").rstrip("\n")
            parts = urlsplit(link)
            token = parse_qs(parts.query)["token"][0]
            with httpx.Client(
                base_url=f"{parts.scheme}://{parts.netloc}",
                headers={"Authorization": f"Bearer {token}"},
                timeout=SECONDS,
                trust_env=False,
            ) as client:
                yield Running(process=process, link=link, client=client)
        finally:
            process.kill()
