"""Appending to the log while the write lock is held: positions, recorded_at and leaves are given here."""

from collections.abc import Callable, Sequence

from ledger.leaf import leaf_hash
from ledger.log_row import Entry, Placement, Row
from ledger.reading import Cursor, Reading, Statements

InsertRows = Callable[[Sequence[tuple[object, ...]]], object]


class Writing(Reading):
    """A snapshot that stays true until the transaction ends, since nobody else can write."""

    def __init__(self, cursor: Cursor, statements: Statements, insert: InsertRows) -> None:
        """insert: puts rows, the values of the table's columns in their order, into the log; all of them or none."""
        super().__init__(cursor, statements)
        self._insert = insert
        self._last: tuple[int, int | None] | None = None

    def last(self) -> tuple[int, int | None]:
        """As of a snapshot; asked of the store once, for only what is appended here can move it."""
        if self._last is None:
            self._last = super().last()
        return self._last

    def append(self, entries: Sequence[Entry], now: int) -> Placement:
        """Give the events the next positions and write them; they are in the log once the transaction commits.

        recorded_at is `now` for all of them, or a microsecond after the last event of the log if that is later. Events
        that bring a recorded_at of their own keep it; the table refuses one that lies before the event ahead of it.
        """
        last_position, last_moment = self.last()
        moment = now if last_moment is None else max(now, last_moment + 1)
        moments: list[int] = []
        leaves: list[bytes] = []
        rows: list[tuple[object, ...]] = []
        for position, entry in enumerate(entries, start=last_position + 1):
            recorded_at = moment if entry.recorded_at is None else entry.recorded_at
            head = (position, *entry[:6], recorded_at, *entry[7:9])  # the columns up to external_id
            data, metadata, subject = entry[9:]
            leaf = leaf_hash(*head, data, metadata)
            rows.append((*head, data.decode(), metadata.decode(), leaf, subject))
            moments.append(recorded_at)
            leaves.append(leaf)
        self._insert(rows)
        self._last = (last_position + len(moments), moments[-1]) if moments else (last_position, last_moment)
        return Placement(first_position=last_position + 1, recorded_at=moments, leaves=leaves)

    def take(self, rows: Sequence[Row]) -> None:
        """Write rows of another log as they stand there; the table refuses them unless they run on from its last."""
        self._insert([row.columns() for row in rows])
