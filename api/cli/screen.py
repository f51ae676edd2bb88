"""Where answers and errors go: a console for each, as wide and as colourful as what stands behind it."""

import os
import sys
from typing import TextIO

from rich.console import Console

UNBOUNDED = 100_000  # a file or a pipe has no width: nothing is cut, nothing dropped


def console(stream: TextIO) -> Console:
    """A console on `stream`: its terminal's width and colours, or plain and unbounded (COLUMNS sets a width)."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")  # a terminal without UTF-8 shows question marks instead of failing
    width = None if stream.isatty() else _columns()
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def errors() -> Console:
    """The console on stderr: errors, hints and progress."""
    return console(sys.stderr)


def _columns() -> int:
    text = os.environ.get("COLUMNS", "")
    return int(text) if text.isdigit() and int(text) > 0 else UNBOUNDED
