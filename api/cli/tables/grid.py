"""A light table: aligned columns, no lines, fast for thousands of rows, and it fits the width it is given."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style

from api.cli.tables.words import Span, Spans

GAP = 2
Cell = str | Spans


@dataclass(frozen=True, kw_only=True)
class Column:
    """How one column behaves.

    drop: 0 = always shown; otherwise the columns with the highest number go first when the line is too long.
    shrink_to: the fewest cells it may be cut to (with an ellipsis) before columns are dropped; 0 = never cut.
    """

    title: str
    right: bool = False
    drop: int = 0
    shrink_to: int = 0


class Grid:
    """Rows of cells under column titles; a cell is a text or several (text, style) spans."""

    def __init__(self, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, indent: int = 2) -> None:
        self.columns = list(columns)
        self.rows = [[_spans(cell) for cell in row] for row in rows]
        self.indent = indent

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        widths = self._widths(options.max_width)
        styles: dict[str, Style] = {}
        titled = any(column.title for column in self.columns)
        titles: list[Spans] = [((column.title, "dim"),) for column in self.columns]
        for line in [titles, *self.rows] if titled else self.rows:
            yield from self._line(line, widths, console, styles)

    def _widths(self, available: int) -> dict[int, int]:
        """Width by column index; what is dropped is missing."""
        widths = {
            index: max([cell_len(column.title), *(_length(row[index]) for row in self.rows)])
            for index, column in enumerate(self.columns)
        }
        while len(widths) > 1 and self._total(self._shrunk(widths)) > available:
            droppable = max(widths, key=lambda index: self.columns[index].drop)
            if not self.columns[droppable].drop:
                break
            del widths[droppable]
        return self._cut(widths, self._total(widths) - available)

    def _total(self, widths: dict[int, int]) -> int:
        return self.indent + sum(widths.values()) + GAP * (len(widths) - 1)

    def _shrunk(self, widths: dict[int, int]) -> dict[int, int]:
        return {index: min(width, self.columns[index].shrink_to or width) for index, width in widths.items()}

    def _cut(self, widths: dict[int, int], excess: int) -> dict[int, int]:
        """Take the excess from the columns that may be cut, the widest first."""
        cut, least = dict(widths), self._shrunk(widths)
        while excess > 0:
            index = max(cut, key=lambda i: cut[i] if cut[i] > least[i] else 0)
            if cut[index] <= least[index]:
                break
            cut[index] -= 1
            excess -= 1
        return cut

    def _line(
        self, cells: Sequence[Spans], widths: dict[int, int], console: Console, styles: dict[str, Style]
    ) -> Iterable[Segment]:
        blank = self.indent
        for index, width in widths.items():
            spans = _fitted(cells[index], width)
            free = width - _length(spans)
            blank += free if self.columns[index].right else 0
            for text, name in spans:
                if text:
                    if name not in styles:
                        styles[name] = console.get_style(name) if name else Style.null()
                    yield Segment(" " * blank)
                    yield Segment(text, styles[name])
                    blank = 0
            blank += GAP + (0 if self.columns[index].right else free)
        yield Segment.line()


def _spans(cell: Cell) -> Spans:
    return ((cell, ""),) if isinstance(cell, str) else tuple(cell)


def _length(spans: Spans) -> int:
    return sum(cell_len(text) for text, _ in spans)


def _fitted(spans: Spans, width: int) -> Spans:
    """The spans cut to `width` cells, with an ellipsis where something is missing."""
    if _length(spans) <= width:
        return spans
    left, kept = width - 1, list[Span]()
    for text, style in spans:
        part = set_cell_size(text, min(left, cell_len(text))) if left > 0 else ""
        kept.append((part, style))
        left -= cell_len(part)
    return (*kept, ("…", ""))
