"""eventsourcing's recorder over our table: stored events and notifications with a ledger's columns and promises."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID
from weakref import WeakSet

from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder

from ledger.log_row import Entry, Placement, Row, Unplaced
from ledger.sqlite.datastore import LedgerDatastore
from ledger.sqlite.reading import NO_END, Reading
from ledger.sqlite.subscription import SQLiteSubscription
from ledger.sqlite.writing import Writing


class SQLiteLedgerRecorder(SQLiteApplicationRecorder):
    """Appends and selects events; notification ids are positions, which run 1, 2, 3 ... without a gap."""

    datastore: LedgerDatastore

    def __init__(self, datastore: LedgerDatastore, *, clock: Callable[[], int]) -> None:
        super().__init__(datastore, events_table_name="events")
        self._clock = clock
        self._subscriptions: WeakSet[SQLiteSubscription] = WeakSet()

    def construct_create_table_statements(self) -> list[str]:
        return []  # the file was made whole before it was opened

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """One snapshot of the log."""
        with self.datastore.transaction(commit=False) as cursor:
            yield Reading(cursor.sqlite_cursor)

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """The write lock; what was appended is in the log, and durable, when the block is left without an error."""
        with self.datastore.transaction(commit=True) as cursor:
            yield Writing(cursor.sqlite_cursor)
        for subscription in tuple(self._subscriptions):
            subscription.wake()

    def append(self, entries: Sequence[Entry]) -> Placement:
        """Write these events, all or none; IntegrityError when a version or an external id is taken by now."""
        with self.writing() as writing:
            return writing.append(entries, self._clock())

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        entries = [event.entry for event in stored_events if isinstance(event, Unplaced)]
        if len(entries) != len(stored_events):
            raise TypeError("only events made by the ledger's own mapper have all its columns")
        first = self.append(entries).first_position
        return range(first, first + len(entries))

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[Row]:
        with self.reading() as reading:
            return reading.stream_page(
                str(originator_id),
                after_version=gt or 0,
                upto_version=NO_END if lte is None else lte,
                limit=NO_END if limit is None else limit,
                descending=desc,
            )

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Row]:
        after = 0 if start is None else start - 1 if inclusive_of_start else start
        with self.reading() as reading:
            return reading.page(after=after, upto=NO_END if stop is None else stop, limit=limit, types=topics)

    def max_notification_id(self) -> int:
        """The last position; 0 in an empty log."""
        with self.reading() as reading:
            return reading.last()[0]

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> SQLiteSubscription:
        """Events after position `gt` as they come, those of other processes too; use it in a `with`."""
        subscription = SQLiteSubscription(self, gt=gt, topics=topics)
        self._subscriptions.add(subscription)
        return subscription
