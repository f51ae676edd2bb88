"""Transactions on the views of one database."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from time import sleep

import orjson
from psycopg import RawCursor, errors
from psycopg.rows import TupleRow

from ledger.postgres.datastore import LedgerDatastore
from projections.views.columns import Table, ViewRow
from projections.views.postgres import schema
from projections.views.reading import Gone, ViewsReading
from projections.views.writing import ViewsWriting

# One writer at a time; what is lost in a power cut is made again from the log.
WRITE = f"SELECT pg_advisory_xact_lock({schema.VIEWS}::bigint << 32), set_config('synchronous_commit', 'off', true)"
TELL = f"SELECT pg_notify('{schema.CHANNEL}', $1::bigint::text)"
FILL = "SELECT set_config('synchronous_commit', 'off', true)"
# Who waits for a table lets nobody else read it meanwhile. So nobody is kept long, and what is read now goes later.
HURRY = "SET LOCAL lock_timeout = '50ms'"
TRIES = 5
PAUSE_SECONDS = 0.02


class DatabaseStore:
    """The views beside one log."""

    def __init__(self, datastore: LedgerDatastore) -> None:
        self._datastore = datastore

    @contextmanager
    def reading(self) -> Iterator[ViewsReading]:
        with self._datastore.snapshot() as cursor, told_where_gone():
            yield ViewsReading(cursor, schema.SQL)

    @contextmanager
    def writing(self) -> Iterator[ViewsWriting]:
        with self._transaction(WRITE) as writing:
            yield writing

    @contextmanager
    def filling(self) -> Iterator[ViewsWriting]:
        with self._transaction(FILL) as writing:
            yield writing

    def forget(self, generation: int) -> None:
        for _ in range(TRIES):
            with suppress(InUse), self._transaction(HURRY) as writing, _in_use():
                writing.forget(generation)
                return
            sleep(PAUSE_SECONDS)

    @contextmanager
    def _transaction(self, first: str) -> Iterator["DatabaseWriting"]:
        with self._datastore.beside_the_log() as cursor, told_where_gone():
            cursor.execute(first)
            yield DatabaseWriting(cursor, schema.SQL)


class InUse(Exception):
    """Somebody reads what is to be taken away."""


class DatabaseWriting(ViewsWriting):
    """One transaction on the views of a database."""

    _cursor: RawCursor[TupleRow]

    def insert(self, table: Table, generation: int, rows: Collection[ViewRow]) -> None:
        """One row by INSERT, which is one round trip; many by COPY."""
        if len(rows) == 1:
            self._cursor.execute(schema.SQL.insert_into(table, generation), next(iter(rows)))
        elif rows:
            with self._cursor.copy(schema.copy_into(table, generation)) as copy:
                for row in rows:
                    copy.write_row(row)

    def delete(self, table: Table, generation: int, keys: Collection[ViewRow]) -> None:
        if keys:
            self._cursor.execute(schema.delete_from(table, generation), (orjson.dumps(list(keys)).decode(),))

    def create(self, generation: int) -> None:
        for statement in schema.create_tables(generation):
            self._cursor.execute(statement, prepare=False)

    def drop(self, generation: int) -> None:
        """And what other layouts were parts of."""
        for (name,) in self._cursor.execute(schema.TABLES_OF_GENERATION, (generation,)).fetchall():
            self._cursor.execute(f"DROP TABLE {schema.OWN}.{name}", prepare=False)
        for (name,) in self._cursor.execute(schema.PARENTS_WITHOUT).fetchall():
            self._cursor.execute(f"DROP TABLE {schema.OWN}.{name}", prepare=False)

    def show(self, generation: int) -> None:
        """Nothing, as long as the names mean tables of this layout: which generation is present tells a row."""
        shown: dict[str, str] = dict(self._cursor.execute(schema.SHOWN).fetchall())
        wanted = schema.public_views()
        for name, said in shown.items():
            if name not in wanted or said != wanted[name][1]:
                self._cursor.execute(f"DROP VIEW {schema.PUBLIC}.{name}", prepare=False)
        for name, (made, said) in wanted.items():
            if shown.get(name) != said:
                self._cursor.execute(f"CREATE VIEW {schema.PUBLIC}.{name} AS {made}", prepare=False)
                self._cursor.execute(f"COMMENT ON VIEW {schema.PUBLIC}.{name} IS '{said}'", prepare=False)

    def tell(self, position: int) -> None:
        self._cursor.execute(TELL, (position,))


@contextmanager
def told_where_gone() -> Iterator[None]:
    """Tables come and go in no snapshot: a generation that was there a moment ago may be gone."""
    try:
        yield
    except (errors.UndefinedTable, errors.InvalidSchemaName) as error:
        raise Gone from error


@contextmanager
def _in_use() -> Iterator[None]:
    try:
        yield
    except errors.LockNotAvailable as error:
        raise InUse from error
