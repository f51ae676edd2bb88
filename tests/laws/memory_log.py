"""A ledger in memory with just what the answers read: documents as stored rows, in the order they were recorded."""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from ledger.catalogue import CATALOGUE
from ledger.recorded import RecordedEvent
from ledger.sweeping import NAMES, Sweep
from tests.laws.documents import SOURCE, Document, zulu

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Row = tuple[int, str, str, int, str, int, int, int, str]


def micros(instant: datetime) -> int:
    return (instant - EPOCH) // timedelta(microseconds=1)


def stored_data(document: Document) -> dict[str, Any]:
    """With its keys in the order of canonical JSON."""
    data = dict(document.data)
    if document.target is not None:
        data["event_id"] = document.target
    if "occurred_at" in data:
        data["occurred_at"] = zulu(data["occurred_at"])
    ordered: dict[str, Any] = json.loads(json.dumps(data, sort_keys=True))
    return ordered


def recorded(documents: Sequence[Document]) -> list[RecordedEvent]:
    """Event ids are the documents' names; positions count from 1."""
    versions: Counter[str] = Counter()
    events = []
    for position, d in enumerate(documents, start=1):
        versions[d.customer] += 1
        event = RecordedEvent(
            position=position,
            event_id=d.name,
            stream=d.customer,
            version=versions[d.customer],
            type=d.type,
            schema=1,
            occurred_at=micros(d.occurred_at),
            recorded_at=micros(d.recorded_at),
            data=stored_data(d),
            metadata={"correlation_id": d.batch} if d.batch else {},
            leaf=bytes(32),
            source=SOURCE,
            external_id=d.name,
        )
        events.append(event)
    return events


class MemoryLog:
    """events: ascending in position; a log may lack some, as a slice of a ledger does."""

    def __init__(self, events: Sequence[RecordedEvent]) -> None:
        self.events = list(events)

    @classmethod
    def of(cls, documents: Sequence[Document]) -> "MemoryLog":
        return cls(recorded(documents))

    def slice(self, customers: Collection[str]) -> "MemoryLog":
        return MemoryLog([e for e in self.events if e.stream in customers])

    def until(self, position: int) -> "MemoryLog":
        """As it was right after that position was written."""
        return MemoryLog([e for e in self.events if e.position <= position])

    def last(self) -> tuple[int, int | None]:
        return (self.events[-1].position, self.events[-1].recorded_at) if self.events else (0, None)

    def position_at(self, known_at: int) -> int:
        return max((e.position for e in self.events if e.recorded_at <= known_at), default=0)

    def customers(self) -> list[str]:
        return sorted({event.stream for event in self.events} - {"$ledger"})

    def stream(self, customer: str, *, for_compliance: bool = False) -> list[RecordedEvent]:
        return [e for e in self.events if e.stream == customer]

    def rows(
        self,
        *,
        after: int = 0,
        upto: int | None = None,
        streams: Sequence[str] | None = None,
        types: Collection[str] = (),
    ) -> Iterator[Row]:
        for e in self.events:
            inside = e.position > after and (upto is None or e.position <= upto)
            if inside and (streams is None or e.stream in streams) and (not types or e.type in types):
                text = json.dumps(self.in_clear(e))
                yield e.position, e.event_id, e.stream, e.version, e.type, e.schema, e.occurred_at, e.recorded_at, text

    def sweeps(self, *, upto: int) -> list[Sweep]:
        return [
            Sweep(e.position, e.event_id, e.stream, e.type, e.data[NAMES[e.type]], e.metadata.get("correlation_id"))
            for e in self.events
            if e.type in NAMES and e.position <= upto
        ]

    def policies(self, *, upto: int) -> list[Row]:
        return [row for row in self.rows(upto=upto, streams=["$ledger"]) if row[4] == "PolicyPublished"]

    def brought(
        self, batches: Collection[str], *, streams: Sequence[str] | None = None, upto: int
    ) -> list[tuple[int, str]]:
        return [
            (e.position, e.stream)
            for e in self.events
            if e.position <= upto
            and e.metadata.get("correlation_id") in batches
            and (streams is None or e.stream in streams)
        ]

    def in_clear(self, event: RecordedEvent) -> dict[str, Any]:
        """The data as stored: sealed fields are not to be seen; those of a correction are sealed as the original's."""
        data = without(event.data, CATALOGUE[event.type].sealed)
        if event.type == "EventCorrected":
            original = next(e for e in self.events if e.event_id == data["event_id"])
            data["data"] = without(data["data"], CATALOGUE[original.type].sealed)
        return data


def without(data: Mapping[str, Any], sealed: Collection[str]) -> dict[str, Any]:
    return {field: value for field, value in data.items() if field not in sealed}
