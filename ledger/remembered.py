"""What one write learned of customers, kept for the next as long as nobody else has written in between."""

from collections.abc import Iterable

from ledger.recent_orders import RecentOrders
from ledger.relationship import Carried

STREAMS_KEPT = 20_000  # about 2 KB each
LASTING = ("customer", "contact:")  # what is asked about again and again; orders and the like are mostly asked once


class StreamKnown:
    """One stream. version: its last. lasting, passing: the subjects whose events were loaded; loaded: their ids.

    orders: None where nobody asked for them yet.
    """

    __slots__ = ("carried", "lasting", "loaded", "orders", "passing", "version")

    def __init__(self, version: int) -> None:
        self.version = version
        self.lasting: set[str] = set()
        self.passing: set[str] = set()
        self.loaded: set[str] = set()
        self.carried = Carried()
        self.orders: RecentOrders | None = None

    def unknown(self, subjects: Iterable[str]) -> list[str]:
        """Those of them that were not asked about before."""
        return [one for one in subjects if one not in self.lasting and one not in self.passing]

    def asks(self, subjects: Iterable[str]) -> list[str]:
        """Those of them that were not asked about before; from now on they were."""
        new = self.unknown(subjects)
        for subject in new:
            (self.lasting if subject.startswith(LASTING) else self.passing).add(subject)
        return new

    def keep_lasting(self) -> bool:
        """Forget the rest; False where that would not leave it true."""
        kept = self.carried.forget(self.passing)
        self.passing.clear()
        self.loaded.clear()
        return kept


class Remembered:
    """Whoever takes it has it alone; it is given back at the end of a run, or lost.

    True of the log only while that ends where it ended at giving back: at the same position, recorded at the same time.
    What was given back by a write that was undone must be forgotten.
    """

    def __init__(self) -> None:
        self._streams: dict[str, StreamKnown] = {}
        self._reverted: frozenset[str] | None = None
        self._end: tuple[int, int | None] | None = None

    def take(self, end: tuple[int, int | None]) -> tuple[dict[str, StreamKnown], frozenset[str] | None]:
        """By name the streams, and the imports that are taken back; None: not known.

        end: position and time of the log's last event. Asked while nobody else can write.
        """
        known = (self._streams, self._reverted) if self._end == end else ({}, None)
        self.forget()
        return known

    def give(
        self,
        streams: dict[str, StreamKnown],
        touched: Iterable[str],
        reverted: frozenset[str],
        end: tuple[int, int | None],
    ) -> None:
        """touched: the streams of which more than the lasting is known since they were taken."""
        if len(streams) > STREAMS_KEPT:
            streams, touched = {}, ()
        for name in touched:
            if not streams[name].keep_lasting():
                del streams[name]
        self._streams, self._reverted, self._end = streams, reverted, end

    def forget(self) -> None:
        """Begin anew."""
        self._streams, self._reverted, self._end = {}, None, None
