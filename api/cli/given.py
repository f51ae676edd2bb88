"""Text given to a command: on the line, on stdin, or in a file."""

import sys
from pathlib import Path

from ledger.errors import NotFound, TooLarge

LIMIT = 1 << 20


def given_bytes(value: str, option: str) -> bytes:
    """`-` is stdin, `@FILE` the file's content, anything else itself; above 1 MiB TooLarge."""
    if value == "-":
        content = sys.stdin.buffer.read(LIMIT + 1)
    elif value.startswith("@"):
        content = _file(Path(value[1:]), option)
    else:
        content = value.encode("utf-8", "surrogateescape")
    if len(content) > LIMIT:
        raise TooLarge("more than 1 MiB was given", "Record it as several events", option)
    return content


def _file(path: Path, option: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LIMIT + 1)
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise NotFound(f"the file {path} cannot be read: {reason}", "Check its name after the @", option) from error
