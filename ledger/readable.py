"""A ledger as those see it who only read: last position, events, streams, raw rows."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from ledger.errors import NotFound, Withheld
from ledger.eventsourced import LedgerApplication
from ledger.kept_policies import KeptPolicies
from ledger.ledger_stream import LEDGER_STREAM
from ledger.log_row import Row
from ledger.privacy.keyring import Keyring
from ledger.reading import RawRow
from ledger.recorded import RecordedEvent
from ledger.sweeping import Sweep
from ledger.unknown_events import UnknownEvents
from ledger.withholding import withheld

if TYPE_CHECKING:
    from ledger.postgres.datastore import LedgerDatastore

RAW_CHUNK = 20_000


class ReadableLedger:
    """An open ledger; leaving its `with` closes it. Threads may share it."""

    def __init__(self, application: LedgerApplication, keyring: Keyring) -> None:
        self.application, self.keyring = application, keyring
        self._policies = KeptPolicies()
        self.unknown = UnknownEvents()  # met by whoever made answers of this ledger

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_val: BaseException | None, exc_tb: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.application.close()
        self.keyring.close()

    @property
    def directory(self) -> Path:
        """The data directory it lives in."""
        return self.keyring.directory

    @property
    def database(self) -> "LedgerDatastore | None":
        """The connections to the database that holds its log; None where a file does."""
        return self.application.recorder.database

    def last(self) -> tuple[int, int | None]:
        """(position, recorded_at in microseconds) of the last event; (0, None) when the ledger is empty."""
        with self.application.recorder.reading() as reading:
            return reading.last()

    def position_at(self, known_at: int) -> int:
        """The last position with recorded_at <= known_at; 0 when nothing was recorded by then."""
        with self.application.recorder.reading() as reading:
            low, high = 0, reading.last()[0]
            while low < high:  # recorded_at never falls as positions rise
                middle = (low + high + 1) // 2
                if reading.recorded_at(middle) <= known_at:
                    low = middle
                else:
                    high = middle - 1
            return low

    def events(
        self, *, after: int = 0, limit: int = 100, types: Sequence[str] | None = None, customer: str | None = None
    ) -> list[RecordedEvent]:
        """At most `limit` events, ascending. after: exclusive; 0 = from the start. types: None = all, [] = none."""
        if types is not None and not types:
            return []
        with self.application.recorder.reading() as reading:
            if customer is None:
                rows = reading.page(after=after, limit=limit, types=types or ())
            else:
                rows = reading.stream_page(customer, after=after, limit=limit, types=types or ())
        return self._opened(rows)

    def find(self, event: str, *, for_compliance: bool = False) -> RecordedEvent:
        """The event with this event_id or position; NotFound, Withheld."""
        with self.application.recorder.reading() as reading:
            row = reading.by_event_id([event]).get(event)
            if row is None and event.isascii() and event.isdigit() and len(event) < 19:
                row = reading.by_position(int(event))
        if row is None:
            raise NotFound(
                f"there is no event {event[:64]}", "Give an event_id or a position; `guanxi events` lists them."
            )
        found = self.application.mapper.to_domain_event(row)
        if not for_compliance and self.withheld([found]):
            raise Withheld(f"event {row.id} is withheld", "Ask whoever looks after compliance, who adds --compliance.")
        return found

    def stream(self, customer: str, *, for_compliance: bool = False) -> list[RecordedEvent]:
        """Every event of a customer, ascending; [] for a customer never recorded. for_compliance: else those are left
        out that only the compliance role may see.
        """
        with self.application.recorder.reading() as reading:
            events = self._opened(reading.stream_page(customer))
            hidden = frozenset() if for_compliance else withheld(reading, events)
        return [event for event in events if event.event_id not in hidden] if hidden else events

    def withheld(self, events: Iterable[RecordedEvent]) -> frozenset[str]:
        """The event_ids of those among the events that only the compliance role may see."""
        with self.application.recorder.reading() as reading:
            return withheld(reading, events)

    def customers(self) -> list[str]:
        """The codes of all customers ever registered, by code point."""
        with self.application.recorder.reading() as reading:
            return [stream for stream in reading.streams() if stream != LEDGER_STREAM]

    def rows(
        self,
        *,
        after: int = 0,
        upto: int | None = None,
        streams: Sequence[str] | None = None,
        types: Collection[str] = (),
    ) -> Iterator[RawRow]:
        """Raw rows, ascending: what projections are made of. Sealed fields stay sealed.

        (position, event_id, stream, version, type, schema, occurred_at, recorded_at, data as JSON text).
        after: exclusive; upto: inclusive, None = the last position now. streams: None = all. types: () = all.
        """
        end = self.last()[0] if upto is None else upto
        if streams is not None:
            with self.application.recorder.reading() as reading:
                found = reading.raw_of_streams(streams, after=after, upto=end, types=types)
            yield from found
            return
        while after < end:
            # Page by page, so that no snapshot is held while the reader works; what stands never changes.
            with self.application.recorder.reading() as reading:
                page = reading.raw_page(after=after, upto=end, limit=RAW_CHUNK, types=types)
            if not page:
                return
            yield from page
            after = page[-1][0]

    def sweeps(self, *, upto: int) -> list[Sweep]:
        """Merges, their ends and reverts recorded up to this position, ascending."""
        with self.application.recorder.reading() as reading:
            return reading.sweeps(upto=upto)

    def policies(self, *, upto: int) -> list[RawRow]:
        """Raw rows of the policies published up to this position, ascending; what was read before is not read again.

        upto: inclusive, not beyond the last position.
        """
        with self.application.recorder.reading() as reading:
            return self._policies.rows(reading, upto=upto)

    def brought(
        self, batches: Collection[str], *, streams: Sequence[str] | None = None, upto: int
    ) -> list[tuple[int, str]]:
        """(position, stream) of the events these imports brought, ascending. streams: None = all."""
        with self.application.recorder.reading() as reading:
            return reading.brought(batches, streams=streams, upto=upto)

    def _opened(self, rows: Sequence[Row]) -> list[RecordedEvent]:
        return [self.application.mapper.to_domain_event(row) for row in rows]
