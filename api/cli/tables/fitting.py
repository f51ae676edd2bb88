"""Making styled text fit a number of cells: cut with an ellipsis, or wrapped at its spaces."""

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from api.cli.tables.words import Span, Spans


def length(spans: Spans) -> int:
    """In cells of the terminal: a Chinese character takes two."""
    return sum(cell_len(text) for text, _ in spans)


def cut(spans: Spans, width: int) -> Spans:
    """Unchanged where it fits, else its beginning and an ellipsis."""
    if length(spans) <= width:
        return spans
    left, kept = width - 1, list[Span]()
    for text, style in spans:
        part = set_cell_size(text, min(left, cell_len(text))) if left > 0 else ""
        kept.append((part, style))
        left -= cell_len(part)
    return (*kept, ("…", ""))


def wrapped(spans: Spans, width: int, console: Console) -> list[Spans]:
    """One line where it fits, else as many as it needs; a word longer than the width is broken."""
    if length(spans) <= width:
        return [spans]
    lines = Text.assemble(*spans).wrap(console, width)
    return [_spans_of(line, console) for line in lines]


def _spans_of(line: Text, console: Console) -> Spans:
    line.rstrip()
    return tuple((segment.text, str(segment.style or "")) for segment in line.render(console))
