"""A light table: aligned columns, no lines, fast for thousands of rows, and it fits the width it is given."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style

from api.cli.tables.fitting import cut, length, wrapped
from api.cli.tables.words import Spans

GAP = 2
Cell = str | Spans


@dataclass(frozen=True, kw_only=True)
class Column:
    """How one column behaves.

    drop: 0 = always shown; otherwise the columns with the highest number go first when the line is too long.
    shrink_to: the fewest cells it may be narrowed to before columns are dropped; 0 = never.
    wrap: what does not fit goes on below instead of being cut with an ellipsis.
    """

    title: str
    right: bool = False
    drop: int = 0
    shrink_to: int = 0
    wrap: bool = False


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
            yield from self._row(line, widths, console, styles)

    def _widths(self, available: int) -> dict[int, int]:
        """Width by column index; what is dropped is missing."""
        widths = {
            index: max([cell_len(column.title), *(length(row[index]) for row in self.rows)])
            for index, column in enumerate(self.columns)
        }
        while len(widths) > 1 and self._total(self._shrunk(widths)) > available:
            droppable = max(widths, key=lambda index: self.columns[index].drop)
            if not self.columns[droppable].drop:
                break
            del widths[droppable]
        return self._narrowed(widths, self._total(widths) - available)

    def _total(self, widths: dict[int, int]) -> int:
        return self.indent + sum(widths.values()) + GAP * (len(widths) - 1)

    def _shrunk(self, widths: dict[int, int]) -> dict[int, int]:
        return {index: min(width, self.columns[index].shrink_to or width) for index, width in widths.items()}

    def _narrowed(self, widths: dict[int, int], excess: int) -> dict[int, int]:
        """Take the excess from the columns that may be narrowed, the widest first."""
        narrowed, least = dict(widths), self._shrunk(widths)
        while excess > 0:
            index = max(narrowed, key=lambda i: narrowed[i] if narrowed[i] > least[i] else 0)
            if narrowed[index] <= least[index]:
                break
            narrowed[index] -= 1
            excess -= 1
        return narrowed

    def _row(
        self, cells: Sequence[Spans], widths: dict[int, int], console: Console, styles: dict[str, Style]
    ) -> Iterable[Segment]:
        """One line, or as many as its longest wrapped cell needs."""
        fitted = {
            index: wrapped(cells[index], width, console) if self.columns[index].wrap else [cut(cells[index], width)]
            for index, width in widths.items()
        }
        for number in range(max(map(len, fitted.values()))):
            lines = {index: parts[number] if number < len(parts) else () for index, parts in fitted.items()}
            yield from self._line(lines, widths, console, styles)

    def _line(
        self, cells: dict[int, Spans], widths: dict[int, int], console: Console, styles: dict[str, Style]
    ) -> Iterable[Segment]:
        blank = self.indent
        for index, width in widths.items():
            free = width - length(cells[index])
            blank += free if self.columns[index].right else 0
            for text, name in cells[index]:
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
