"""eventsourcing's event store, telling where the store put what it was given."""

from collections.abc import Sequence
from itertools import count
from typing import Any

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import EventStore, Recording

from ledger.log_row import Row
from ledger.mapper import LedgerMapper
from ledger.recorder import LedgerRecorder


class LedgerEventStore(EventStore[str]):
    """Each recording's notification is the whole row of the log, with its recorded_at."""

    mapper: LedgerMapper
    recorder: LedgerRecorder

    def __init__(self, mapper: LedgerMapper, recorder: LedgerRecorder) -> None:
        super().__init__(mapper, recorder)

    def put(self, domain_events: Sequence[DomainEventProtocol[str]], **kwargs: Any) -> list[Recording[str]]:
        entries = [self.mapper.to_stored_event(event).entry for event in domain_events]
        placement = self.recorder.append(entries)
        places = zip(count(placement.first_position), placement.recorded_at, placement.leaves, strict=False)
        return [
            Recording(event, Row.placed(entry, *place))
            for event, entry, place in zip(domain_events, entries, places, strict=True)
        ]
