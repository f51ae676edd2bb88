"""One row of the log, before and after the store has given it its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from eventsourcing.persistence import Notification, StoredEvent


class Entry(NamedTuple):
    """What an event brings to the log, in the order of the columns; the store adds position, leaf, and recorded_at
    where that is None.

    data, metadata: canonical JSON, personal fields sealed. subject: what the rules look the event up by, or None.
    recorded_at: given only when a past is restored.
    """

    event_id: str
    stream: str
    version: int
    type: str
    schema: int
    occurred_at: int
    recorded_at: int | None
    source: str | None
    external_id: str | None
    data: bytes
    metadata: bytes
    subject: str | None


@dataclass(frozen=True, kw_only=True)
class Unplaced(StoredEvent):
    """An entry under eventsourcing's names: originator_id is the stream, topic the type, state the data."""

    entry: Entry

    @classmethod
    def of(cls, entry: Entry) -> Self:
        return cls(
            originator_id=entry.stream,
            originator_version=entry.version,
            topic=entry.type,
            state=entry.data,
            entry=entry,
        )


@dataclass(frozen=True, kw_only=True)
class Row(Notification):
    """An event as it stands in the log, under eventsourcing's names; `id` is its position. leaf: 32 bytes."""

    event_id: str
    schema: int
    occurred_at: int
    recorded_at: int
    source: str | None
    external_id: str | None
    metadata: bytes
    leaf: bytes
    subject: str | None

    @classmethod
    def placed(cls, entry: Entry, position: int, recorded_at: int, leaf: bytes) -> Self:
        """An event that the store has given its place."""
        return cls(
            id=position,
            event_id=entry.event_id,
            originator_id=entry.stream,
            originator_version=entry.version,
            topic=entry.type,
            schema=entry.schema,
            occurred_at=entry.occurred_at,
            recorded_at=recorded_at,
            source=entry.source,
            external_id=entry.external_id,
            state=entry.data,
            metadata=entry.metadata,
            leaf=leaf,
            subject=entry.subject,
        )

    @classmethod
    def of(cls, columns: Sequence[Any]) -> Self:
        """From the values of the table's columns, in their order."""
        return cls(
            id=columns[0],
            event_id=columns[1],
            originator_id=columns[2],
            originator_version=columns[3],
            topic=columns[4],
            schema=columns[5],
            occurred_at=columns[6],
            recorded_at=columns[7],
            source=columns[8],
            external_id=columns[9],
            state=columns[10].encode(),
            metadata=columns[11].encode(),
            leaf=columns[12],
            subject=columns[13],
        )

    def columns(self) -> tuple[object, ...]:
        """The values of the table's columns, in their order: the inverse of `of`."""
        return (
            *(self.id, self.event_id, self.originator_id, self.originator_version, self.topic, self.schema),
            *(self.occurred_at, self.recorded_at, self.source, self.external_id),
            *(self.state.decode(), self.metadata.decode(), self.leaf, self.subject),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Placement:
    """Where the events of one write went: at first_position and the positions right after it, in their order."""

    first_position: int
    recorded_at: Sequence[int]
    leaves: Sequence[bytes]
