"""How far long work has come, on stderr: a moving line on a terminal, now and then a plain line otherwise."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console

from api.cli.screen import errors
from api.cli.tables.plain import one_line

EVERY_SECONDS = 10.0
Report = Callable[[str, int], None]


@contextmanager
def reporting(console: Console | None = None, *, clock: Callable[[], float] = monotonic) -> Iterator[Report]:
    """A function to call with the file at hand and how many of its events were read so far."""
    screen = console or errors()
    if screen.is_terminal:
        with screen.status("reading") as status:
            yield lambda file, read: status.update(_line(file, read))
    else:
        yield _Lines(screen, clock)


class _Lines:
    """One line every ten seconds, so that short work says nothing."""

    def __init__(self, screen: Console, clock: Callable[[], float]) -> None:
        self._screen = screen
        self._clock = clock
        self._last = clock()

    def __call__(self, file: str, read: int) -> None:
        if self._clock() - self._last >= EVERY_SECONDS:
            self._last = self._clock()
            self._screen.print(_line(file, read))


def _line(file: str, read: int) -> str:
    return f"importing {one_line(file)}: {read:,} events"
