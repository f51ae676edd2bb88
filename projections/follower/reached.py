"""How far the views are: known to everybody in a process, and told to who waits for more."""

import threading


class Reached:
    """A position that never falls; from any thread."""

    def __init__(self) -> None:
        self._moved = threading.Condition()
        self._position, self._ended = -1, False

    @property
    def known(self) -> bool:
        """Whether any position was told yet."""
        return self._position >= 0

    def position(self) -> int:
        """The last position the views hold, 0 until there are views; it never falls."""
        return max(self._position, 0)

    def wait_for(self, position: int, timeout: float) -> bool:
        """Wait until the views hold this position; False when they do not after `timeout` seconds, or at the end."""
        with self._moved:
            self._moved.wait_for(lambda: self._position >= position or self._ended, timeout)
            return self._position >= position

    def tell(self, position: int) -> None:
        """The views hold it now."""
        with self._moved:
            self._position = max(self._position, position)
            self._moved.notify_all()

    def end(self) -> None:
        """Nobody will tell any more: whoever waits goes on at once."""
        with self._moved:
            self._ended = True
            self._moved.notify_all()
