"""A server on a data directory, as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "the-token-of-the-page-tests"
PROGRAM = (
    "import sys; from pathlib import Path; from api.http.serving.server import serve; "
    "serve(Path(sys.argv[1]), host='127.0.0.1', port=0, fixed_token=sys.argv[2], "
    "ready=lambda link: print(link, flush=True), new_link=print)"
)


@dataclass(frozen=True, kw_only=True)
class Site:
    """home: http://127.0.0.1:PORT; link: the address that signs a browser in."""

    directory: Path
    home: str
    link: str


@contextmanager
def serving(directory: Path) -> Iterator[Site]:
    """The site, once it answers; stopped at the end."""
    command = [sys.executable, "-c", PROGRAM, str(directory), TOKEN]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as process:
        try:
            assert process.stdout is not None
            link = process.stdout.readline().strip()
            assert link, "the server did not start"
            parts = urlsplit(link)
            yield Site(directory=directory, home=f"{parts.scheme}://{parts.netloc}", link=link)
        finally:
            process.terminate()
