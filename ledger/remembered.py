"""What one write learned of customers, kept for the next as long as nobody else has written in between."""

from collections.abc import Iterable

from ledger.relationship import Carried

STREAMS_KEPT = 20_000  # about 2 KB each
LASTING = ("customer", "contact:")  # what is asked about again and again; orders and the like are mostly asked once


class StreamKnown:
    """One stream. version: its last. asked: the subjects whose events were loaded; loaded: the ids of these events."""

    __slots__ = ("asked", "carried", "loaded", "version")

    def __init__(self, version: int) -> None:
        self.version = version
        self.asked: set[str] = set()
        self.loaded: set[str] = set()
        self.carried = Carried()

    def keep_lasting(self) -> bool:
        """Forget the rest; False where that would not leave it true."""
        self.asked = {subject for subject in self.asked if subject.startswith(LASTING)}
        self.loaded.clear()
        return self.carried.keep(LASTING)


class Remembered:
    """Whoever takes it has it alone; it is given back at the end of a run, or lost.

    True of the log only while that ends where it ended at giving back: at the same position, recorded at the same time.
    What was given back by a write that was undone must be forgotten.
    """

    def __init__(self) -> None:
        self._end: tuple[int, int | None] | None = None
        self._streams: dict[str, StreamKnown] = {}

    def take(self, end: tuple[int, int | None]) -> dict[str, StreamKnown]:
        """end: position and time of the log's last event. Asked while nobody else can write."""
        known = self._streams if self._end == end else {}
        self.forget()
        return known

    def give(self, streams: dict[str, StreamKnown], touched: Iterable[str], end: tuple[int, int | None]) -> None:
        """touched: the streams of which more than the lasting is known since they were taken."""
        if len(streams) > STREAMS_KEPT:
            return
        for name in touched:
            if not streams[name].keep_lasting():
                del streams[name]
        self._streams, self._end = streams, end

    def forget(self) -> None:
        """Begin anew."""
        self._streams, self._end = {}, None
