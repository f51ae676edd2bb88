"""Appending to the log while the write lock is held: positions, recorded_at and leaves are given here."""

from collections.abc import Sequence
from itertools import count

from ledger.leaf import leaf_hash
from ledger.log_row import Placement, Unplaced
from ledger.sqlite import statements as sql
from ledger.sqlite.reading import Reading


class Writing(Reading):
    """A snapshot that stays true until the transaction ends, since nobody else can write."""

    def append(self, events: Sequence[Unplaced], now: int) -> Placement:
        """Give the events the next positions and write them; they are in the log once the transaction commits.

        recorded_at is `now` for all of them, or a microsecond after the last event of the log if that is later. Events
        that bring a recorded_at of their own keep it; the table refuses one that lies before the event ahead of it.
        """
        last_position, last_moment = self.last()
        moment = now if last_moment is None else max(now, last_moment + 1)
        moments = [moment if event.recorded_at is None else event.recorded_at for event in events]
        leaves: list[bytes] = []
        self._cursor.executemany(
            sql.INSERT,
            [
                _columns(event, position, moment, leaves)
                for event, position, moment in zip(events, count(last_position + 1), moments, strict=False)
            ],
        )
        return Placement(first_position=last_position + 1, recorded_at=moments, leaves=leaves)


def _columns(event: Unplaced, position: int, recorded_at: int, leaves: list[bytes]) -> tuple[object, ...]:
    stored = (
        position,
        event.event_id,
        str(event.originator_id),
        event.originator_version,
        event.topic,
        event.schema,
        event.occurred_at,
        recorded_at,
        event.source,
        event.external_id,
    )
    leaf = leaf_hash(*stored, event.state, event.metadata)
    leaves.append(leaf)
    return (*stored, event.state.decode(), event.metadata.decode(), leaf, event.subject)
