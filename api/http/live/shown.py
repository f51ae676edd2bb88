"""How far events are shown to listeners: as far as the views hold them, but views that lag keep nobody waiting."""

from collections.abc import Callable
from time import monotonic

PATIENCE_SECONDS = 0.5


class Shown:
    """A position for the tail. Who is told of an event will ask, and views that hold it make the answer cheap; without
    them it is as right. log, views: their last positions; seconds: a clock that never goes back."""

    def __init__(
        self, log: Callable[[], int], views: Callable[[], int], *, seconds: Callable[[], float] = monotonic
    ) -> None:
        self._log, self._views, self._seconds = log, views, seconds
        self._waiting_for, self._since = 0, 0.0

    def position(self) -> int:
        """The log's end once the views are there, or have had half a second; until then the views'."""
        end, held = self._log(), self._views()
        if held >= end:
            return end
        if held >= self._waiting_for:
            self._waiting_for, self._since = end, self._seconds()
        return end if self._seconds() - self._since >= PATIENCE_SECONDS else held
