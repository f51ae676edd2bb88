"""Text given to a command: on the line, on stdin, or in a file; and errors in it, by the place where it was typed."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from ledger.document import parse_json
from ledger.errors import GuanxiError, NotFound, TooLarge

LIMIT = 1 << 20


def given_json(value: str, option: str) -> Any:
    """The JSON value given; errors in it point below /data, or to the option where it is no JSON at all."""
    content = given_bytes(value, option)
    with places({"": option, "/": "/data/"}):
        return parse_json(content)


@contextmanager
def places(typed: Mapping[str, str]) -> Iterator[None]:
    """Let errors name places as they were typed: pointers that are a key, or begin with one that ends in "/"."""
    try:
        yield
    except GuanxiError as error:
        problems = tuple(replace(problem, pointer=_place(problem.pointer, typed)) for problem in error.problems)
        raise type(error)(error.message, error.remedy, problems[0].pointer, problems) from error


def _place(pointer: str, typed: Mapping[str, str]) -> str:
    if pointer in typed:
        return typed[pointer]
    for prefix, place in typed.items():
        if prefix.endswith("/") and pointer.startswith(prefix):
            return place + pointer.removeprefix(prefix)
    return pointer


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
