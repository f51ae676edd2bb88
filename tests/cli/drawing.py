"""Render a table of the command line as a terminal of a given width would show it."""

import io

from rich.console import Console, RenderableType


def drawn(what: RenderableType, *, width: int = 100, colour: bool = False) -> str:
    """The text; with colour, with its ANSI sequences."""
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
    )
    with console.capture() as captured:
        console.print(what)
    return captured.get()
