"""Between events in plaintext and rows of the log: canonical JSON, personal fields sealed, our own stored names."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, StoredEvent, Transcoder

from ledger.canonical import canonical
from ledger.draft import Draft
from ledger.log_row import Entry, Row, Unplaced
from ledger.privacy.person import Person
from ledger.privacy.sealer import Opened, Place, Sealer
from ledger.recorded import RecordedEvent
from ledger.upcasting import UPCASTING


@dataclass(frozen=True, kw_only=True, slots=True)
class LogEvent(RecordedEvent):
    """A recorded event that also answers to the two names eventsourcing asks for."""

    @property
    def originator_id(self) -> str:
        return self.stream

    @property
    def originator_version(self) -> int:
        return self.version


class CanonicalTranscoder(Transcoder):
    """RFC 8785 on the way in, JSON on the way out."""

    def encode(self, obj: Any) -> bytes:
        return canonical(obj)

    def decode(self, data: bytes) -> Any:
        return orjson.loads(data)


class LedgerMapper(Mapper[str]):
    """eventsourcing's mapper: drafts become rows to append, rows become recorded events."""

    def __init__(self, sealer: Sealer) -> None:
        super().__init__(CanonicalTranscoder())
        self._sealer = sealer

    def make_keys(self, drafts: Iterable[Draft]) -> None:
        """Make the keys these drafts need in one write to keys.db instead of one by one."""
        persons = {
            Person(draft.originator_id, contact)
            for draft in drafts
            if draft.scope.pointers
            for contact in draft.scope.contacts or ("",)
        }
        self._sealer.make_keys(persons)

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> Unplaced:
        if not isinstance(domain_event, Draft):
            raise TypeError("only drafts can be written to the log")
        return Unplaced.of(self.entry(domain_event))

    def entry(self, draft: Draft) -> Entry:
        """The draft as it is written, personal fields sealed."""
        return Entry(
            draft.event_id,
            draft.originator_id,
            draft.originator_version,
            draft.type,
            draft.schema,
            draft.occurred_at,
            draft.recorded_at,
            draft.source,
            draft.external_id,
            self._sealed(draft) if draft.scope.pointers else draft.body,
            draft.metadata,
            draft.subject,
        )

    def _sealed(self, draft: Draft) -> bytes:
        place = Place(draft.event_id, draft.originator_id, draft.originator_version, draft.type, draft.schema)
        pointers, contacts = draft.scope
        return canonical(self._sealer.seal(place, draft.data, pointers=pointers, contacts=contacts))

    def to_domain_event(self, stored_event: StoredEvent) -> LogEvent:
        if not isinstance(stored_event, Row):
            raise TypeError("only rows of the log can be read as events")
        row = stored_event
        schema, data = UPCASTING.current(row.topic, row.schema, self.open(row).data)
        return LogEvent(
            position=row.id,
            event_id=row.event_id,
            stream=str(row.originator_id),
            version=row.originator_version,
            type=row.topic,
            schema=schema,
            occurred_at=row.occurred_at,
            recorded_at=row.recorded_at,
            source=row.source,
            external_id=row.external_id,
            data=data,
            metadata=orjson.loads(row.metadata),
            leaf=row.leaf,
        )

    def open(self, row: Row) -> Opened:
        """The data of a row as stored, in plaintext, and what of it cannot be read any more."""
        place = Place(row.event_id, str(row.originator_id), row.originator_version, row.topic, row.schema)
        return self._sealer.open(place, orjson.loads(row.state))
