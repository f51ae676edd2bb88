"""How far work of a known length has come, on stderr: a bar on a terminal, now and then a plain line otherwise."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import Progress, ProgressColumn, Task
from rich.text import Text

from api.cli.screen import errors

EVERY_SECONDS = 10.0
LINES = 6  # over which the pace is told: a later part of the work may be slower than the first
Count = Callable[[int], None]


@contextmanager
def counting(
    what: str, total: int, console: Console | None = None, *, clock: Callable[[], float] = monotonic
) -> Iterator[Count]:
    """A function to call with how many more are done. what: what is counted, such as "customers"."""
    screen = console or errors()
    if screen.is_terminal:
        with Progress(*Progress.get_default_columns(), _Rate(), console=screen, transient=True) as bar:
            task = bar.add_task(what, total=total)
            yield lambda more: bar.advance(task, more)
    else:
        yield _Lines(screen, what, total, clock)


class _Rate(ProgressColumn):
    """How many are done a second."""

    def render(self, task: Task) -> Text:
        return Text("" if not task.speed else f"{task.speed:,.0f}/s")


class _Lines:
    """One line every ten seconds, so that short work says nothing."""

    def __init__(self, screen: Console, what: str, total: int, clock: Callable[[], float]) -> None:
        self._screen, self._what, self._total, self._clock = screen, what, total, clock
        self._done = 0
        self._told = deque([(clock(), 0)], maxlen=LINES + 1)  # when, and how many were done

    def __call__(self, more: int) -> None:
        self._done += more
        now = self._clock()
        if now - self._told[-1][0] >= EVERY_SECONDS:
            self._told.append((now, self._done))
            self._screen.print(f"{self._done:,} of {self._total:,} {self._what}, {self._pace()}")

    def _pace(self) -> str:
        """How fast it went of late, and how long it will take at that."""
        (began, before), (now, done) = self._told[0], self._told[-1]
        rate = (done - before) / (now - began)
        left = max(self._total - self._done, 0) / rate if rate else 0
        return f"{rate:,.0f} a second, about {left:,.0f} s left"
