"""The answer on stdout, in the format asked for, and nothing else there."""

import os
import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

from rich.console import RenderableType

from api.cli.screen import console
from api.envelope import Row, csv_text, json_bytes


class Form(StrEnum):
    """The formats of every answer."""

    table = "table"
    json = "json"
    csv = "csv"


def emit(
    form: Form,
    document: object,
    *,
    items: Sequence[Row],
    columns: Sequence[str],
    table: Callable[[], RenderableType],
) -> None:
    """Print the document, its items as CSV, or the table; a reader that went away (head) is no error."""
    try:
        if form is Form.table:
            console(sys.stdout).print(table())
        else:
            _write(csv_text(items, columns).encode() if form is Form.csv else _json(document))
        sys.stdout.flush()
    except BrokenPipeError:
        leave_pipe()


def leave_pipe() -> None:
    """Nobody reads stdout any more: let what is still buffered go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _json(document: Any) -> bytes:
    return json_bytes(document, indent=sys.stdout.isatty())


def _write(content: bytes) -> None:
    """Machine formats are UTF-8 whatever the terminal's encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
