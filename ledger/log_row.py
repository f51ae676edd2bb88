"""One row of the log, before and after the store has given it its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from eventsourcing.persistence import Notification, StoredEvent


@dataclass(frozen=True, kw_only=True)
class Unplaced(StoredEvent):
    """An event ready to be written; the store adds position, recorded_at and leaf.

    Of eventsourcing's fields originator_id is the stream, originator_version the version, topic the type's stored name
    and state the data: canonical JSON, personal fields sealed. metadata: canonical JSON.
    subject: what the rules look the event up by, or None. recorded_at: given only when the past is restored.
    """

    event_id: str
    schema: int
    occurred_at: int
    source: str | None
    external_id: str | None
    metadata: bytes
    subject: str | None
    recorded_at: int | None = None


@dataclass(frozen=True, kw_only=True)
class Row(Notification):
    """An event as it stands in the log; `id` is its position, the rest as in Unplaced. leaf: 32 bytes."""

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


@dataclass(frozen=True, kw_only=True, slots=True)
class Placement:
    """Where the events of one write went: at first_position and the positions right after it, in their order."""

    first_position: int
    recorded_at: Sequence[int]
    leaves: Sequence[bytes]
