"""Sentences wrapped to a readable width, and what must never be wrapped."""

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.text import Text

from api.cli.tables.plain import one_line
from api.cli.tables.words import Spans
from api.separators import sentence

READABLE = 100


class Paragraph:
    """One sentence or several; wrapped lines stand under the first, and no line ends in spaces."""

    def __init__(self, *spans: tuple[str, str] | str, indent: int = 2, mark: Spans = ()) -> None:
        self.text = Text.assemble(
            *((sentence(one_line(s)), "") if isinstance(s, str) else (one_line(s[0]), s[1]) for s in spans)
        )
        self.indent = indent
        self.mark = Text.assemble(*mark)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        hang = self.indent + self.mark.cell_len
        width = max(20, min(options.max_width, READABLE) - hang)
        for number, line in enumerate(self.text.wrap(console, width)):
            line.rstrip()
            yield Segment(" " * (hang if number else self.indent))
            if not number:
                yield from self.mark.render(console)
            yield from line.render(console)
            yield Segment.line()


class Unbroken:
    """A path or a command, in one piece however long, so that it can be copied."""

    def __init__(self, text: str, style: str = "", *, indent: int = 2) -> None:
        self.text, self.style, self.indent = one_line(text), style, indent

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Segment(" " * self.indent)
        yield Segment(self.text, console.get_style(self.style))
        yield Segment.line()
