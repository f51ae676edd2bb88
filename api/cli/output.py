"""The answer on stdout, in the format asked for, and nothing else there."""

import os
import sys
from collections.abc import Callable, Sequence
from enum import StrEnum

from rich.console import RenderableType

from api.cli.screen import console
from api.cli.tables.heading import Asked
from api.envelope import Row, csv_text, json_bytes, list_document


class Form(StrEnum):
    """The formats of every answer."""

    table = "table"
    json = "json"
    csv = "csv"


def emit_list(
    form: Form,
    rows: Sequence[Row],
    clocks: Asked,
    *,
    columns: Sequence[str],
    table: Callable[[Sequence[Row], Asked], RenderableType],
) -> None:
    """A list answer: its document, its items as CSV, or its table."""
    if form is Form.json:
        document = list_document(
            rows, as_of=clocks.as_of, known_at=clocks.known_at, position=clocks.position, policy=clocks.policy
        )
        print_json(document)
    elif form is Form.csv:
        print_csv(rows, columns)
    else:
        print_table(table(rows, clocks))


def emit_one(form: Form, document: Row, *, columns: Sequence[str], table: Callable[[], RenderableType]) -> None:
    """A single document: itself, one line of CSV, or its page."""
    if form is Form.json:
        print_json(document)
    elif form is Form.csv:
        print_csv([document], columns)
    else:
        print_table(table())


def print_json(document: object) -> None:
    """Indented for a reader at a terminal, in one line for a program."""
    _write(json_bytes(document, indent=sys.stdout.isatty()))


def print_csv(rows: Sequence[Row], columns: Sequence[str]) -> None:
    """A header and the rows."""
    _write(csv_text(rows, columns).encode())


def print_table(what: RenderableType) -> None:
    """Coloured and fitted to the width of a terminal; plain and complete elsewhere."""
    screen = console(sys.stdout)
    with screen.capture() as drawn:
        screen.print(what, crop=False)
    try:
        sys.stdout.write(drawn.get())
        sys.stdout.flush()
    except BrokenPipeError:
        leave_pipe()


def leave_pipe() -> None:
    """The reader (head, say) has seen enough, which is no error: what is still buffered goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write(content: bytes) -> None:
    """Machine formats are UTF-8 whatever the terminal's encoding."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        leave_pipe()
