"""eventsourcing's recorder over our table: stored events and notifications with a ledger's columns and promises."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from eventsourcing.postgres import PostgresApplicationRecorder
from psycopg import RawCursor
from psycopg.rows import TupleRow

from ledger.postgres import statements
from ledger.postgres.datastore import LedgerDatastore
from ledger.postgres.subscription import PostgresSubscription
from ledger.reading import Reading
from ledger.recorder import LedgerRecorder
from ledger.writing import Writing


class PostgresLedgerRecorder(LedgerRecorder, PostgresApplicationRecorder):
    """Of one database."""

    datastore: LedgerDatastore

    def __init__(self, datastore: LedgerDatastore, *, clock: Callable[[], int]) -> None:
        super().__init__(datastore, events_table_name="events")
        self.clock, self.database = clock, datastore

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        with self.datastore.snapshot() as cursor:
            yield Reading(cursor, statements)

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        with self.datastore.write_lock() as cursor:
            yield Writing(cursor, statements, partial(insert_rows, cursor))

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> PostgresSubscription:
        return PostgresSubscription(self, gt=gt, topics=topics)


def insert_rows(cursor: RawCursor[TupleRow], rows: Sequence[tuple[object, ...]]) -> None:
    """One row by INSERT, which is one round trip; many by COPY, which has no limit to their number."""
    if len(rows) == 1:
        cursor.execute(statements.INSERT, rows[0])
    elif rows:
        with cursor.copy(statements.COPY) as copy:
            for row in rows:
                copy.write_row(row)
