"""Views in a database."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from functools import partial

from psycopg import RawCursor
from psycopg.rows import TupleRow

from ledger.errors import Unavailable
from ledger.postgres.address import Address
from ledger.postgres.datastore import LedgerDatastore
from ledger.postgres.opening import connected
from projections.views.postgres.datastore import DatabaseStore, told_where_gone
from projections.views.postgres.lease import DatabaseLease
from projections.views.postgres.schema import MADE, PUBLIC, SQL, STATEMENTS, VIEWS, VIEWS_SCHEMA
from projections.views.reading import ViewsReading
from projections.views.recorder import ViewsRecorder
from projections.views.store import OpenViews

ONE_MAKER = "SELECT pg_advisory_xact_lock(hashtext('guanxi: making views'))"
REBUILDING = f"SELECT pg_try_advisory_lock({VIEWS}::bigint << 32 | 1)"


class ViewsDatabase:
    """The views beside a log. They are read and written through connections of their own."""

    def __init__(self, log: LedgerDatastore) -> None:
        self._datastore = log.beside()

    def place(self) -> Mapping[str, str | None]:
        return {"file": None, "schema": PUBLIC}

    def mark(self) -> int | None:
        """Of the table of generations: one that is dropped and made anew is another."""
        with self._datastore.snapshot() as cursor:
            return _mark(cursor)

    def make(self) -> None:
        with self._datastore.beside_the_log() as cursor:
            cursor.execute(ONE_MAKER)
            if not VIEWS_SCHEMA.stands(cursor, self._datastore.address):
                for statement in STATEMENTS:
                    cursor.execute(statement, prepare=False)

    def opener(self) -> OpenViews:
        return partial(opened_database, self._datastore.address)

    @contextmanager
    def snapshot(self) -> Iterator[ViewsReading | None]:
        with self._datastore.snapshot() as cursor, told_where_gone():
            yield None if _mark(cursor) is None else ViewsReading(cursor, SQL)

    @contextmanager
    def lease(self) -> Iterator[DatabaseLease]:
        with closing(DatabaseLease(self._datastore.address, self._reached)) as lease:
            yield lease

    @contextmanager
    def only_rebuild(self) -> Iterator[None]:
        with connected(self._datastore.address) as connection:
            held = connection.execute(REBUILDING).fetchone()
            if not held or not held[0]:
                raise Unavailable(
                    "another rebuild of these views is running",
                    "Wait until it is done; readers need not",
                    str(self._datastore.address),
                )
            yield

    def _reached(self) -> int:
        with self.snapshot() as reading:
            return -1 if reading is None else reading.reached(reading.present_generation())[0]


@contextmanager
def opened_database(address: Address) -> Iterator[ViewsRecorder]:
    """The recorder of the views in this database; Unavailable for a schema of somebody else."""
    datastore = LedgerDatastore(address)
    try:
        with datastore.snapshot() as cursor:
            VIEWS_SCHEMA.stands(cursor, address)
        yield ViewsRecorder(DatabaseStore(datastore))
    finally:
        datastore.close()


def _mark(cursor: RawCursor[TupleRow]) -> int | None:
    found = cursor.execute(MADE).fetchone()
    return found[0] if found else None
