"""eventsourcing's recorder over our table: stored events and notifications with a ledger's columns and promises."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from weakref import WeakSet

from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteCursor

from ledger.reading import Reading
from ledger.recorder import LedgerRecorder
from ledger.sqlite import statements
from ledger.sqlite.datastore import LedgerDatastore
from ledger.sqlite.inserting import insert_rows
from ledger.sqlite.subscription import SQLiteSubscription
from ledger.writing import Writing


class SQLiteLedgerRecorder(LedgerRecorder, SQLiteApplicationRecorder):
    """Of one ledger.db."""

    datastore: LedgerDatastore

    def __init__(self, datastore: LedgerDatastore, *, clock: Callable[[], int]) -> None:
        super().__init__(datastore, events_table_name="events")
        self.clock = clock
        self._subscriptions: WeakSet[SQLiteSubscription] = WeakSet()

    def construct_create_table_statements(self) -> list[str]:
        return []  # the file was made whole before it was opened

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        with self.datastore.transaction(commit=False) as cursor:
            yield Reading(_plain(cursor), statements)

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        with self.datastore.write_lock as cursor:
            yield Writing(cursor, statements, partial(insert_rows, cursor))
        if self._subscriptions:
            for subscription in tuple(self._subscriptions):
                subscription.wake()

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> SQLiteSubscription:
        subscription = SQLiteSubscription(self, gt=gt, topics=topics)
        self._subscriptions.add(subscription)
        return subscription


def _plain(cursor: SQLiteCursor) -> sqlite3.Cursor:
    """The cursor itself, giving plain tuples."""
    cursor.sqlite_cursor.row_factory = None
    return cursor.sqlite_cursor
