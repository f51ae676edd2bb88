"""Connections and transactions to one database, as durable and as strict as a ledger needs them."""

import selectors
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from eventsourcing.postgres import ConnectionPool, PostgresDatastore
from psycopg import Connection, IsolationLevel, RawCursor
from psycopg.rows import TupleRow, dict_row, tuple_row
from psycopg.types.numeric import Int8Dumper

from ledger.postgres.address import Address
from ledger.postgres.failures import clear_failures
from ledger.postgres.schema import SCHEMA
from ledger.postgres.statements import LOCK_AND_TELL

BUSY_SECONDS = 60
CONNECT_SECONDS = 10
MOST_CONNECTIONS = 16
# Every question of ours goes down an index. Plans made while the log was small would read the whole of it for as long
# as the connection lives; so no plan may.
SETTINGS = f"""
SET lock_timeout = '{BUSY_SECONDS}s';
SET statement_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET enable_seqscan = off;
SET enable_hashjoin = off;
SET enable_mergejoin = off;
SET jit = off;
SET plan_cache_mode = force_generic_plan;
SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';
"""


class LedgerDatastore(PostgresDatastore):
    """One database. Its failures come out as Unavailable; a broken constraint as IntegrityError."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._beside: LedgerDatastore | None = None
        self._making = Lock()
        super().__init__("", "", "", "", "", schema=SCHEMA, originator_id_type="text")
        self.pool.close()
        given: dict[str, Any] = {"connect_timeout": CONNECT_SECONDS, **address.parameters}
        self.pool = ConnectionPool(
            connection_class=Connection[dict[str, Any]],
            kwargs={**given, "row_factory": dict_row, "prepare_threshold": 0},
            min_size=1,
            max_size=MOST_CONNECTIONS,
            open=False,
            configure=_configure,
            check=_check,
            timeout=float(CONNECT_SECONDS),
            num_workers=1,
        )

    def register_type_adapters(self) -> None:
        """Of eventsourcing's functions in the database, none of which is here."""

    @contextmanager
    def snapshot(self) -> Iterator[RawCursor[TupleRow]]:
        """Reads one moment of the log."""
        with self._transaction(write=False) as cursor:
            yield cursor

    @contextmanager
    def write_lock(self) -> Iterator[RawCursor[TupleRow]]:
        """Nobody else writes until it is left; every question sees all that was written before."""
        with self._transaction(write=True) as cursor:
            cursor.execute(LOCK_AND_TELL)
            yield cursor

    @contextmanager
    def beside_the_log(self) -> Iterator[RawCursor[TupleRow]]:
        """Writes what is no part of the log, without its lock."""
        with self._transaction(write=True) as cursor:
            yield cursor

    def beside(self) -> "LedgerDatastore":
        """Other connections to the same database, for who holds one and reads the log meanwhile: those who wait for
        each other's would wait for ever. Closed with this one.
        """
        with self._making:
            self._beside = self._beside or LedgerDatastore(self.address)
            return self._beside

    def close(self) -> None:
        if self._beside is not None:
            self._beside.close()
        super().close()

    @contextmanager
    def _transaction(self, *, write: bool) -> Iterator[RawCursor[TupleRow]]:
        with clear_failures(self.address), self.get_connection() as connection:
            # A writer must see what was committed while it waited for the lock: no snapshot of before.
            connection.isolation_level = IsolationLevel.READ_COMMITTED if write else IsolationLevel.REPEATABLE_READ
            connection.read_only = not write
            with (
                connection.transaction(force_rollback=not write),
                RawCursor(connection, row_factory=tuple_row) as cursor,
            ):
                yield cursor


def _configure(connection: Connection[Any]) -> None:
    connection.autocommit = True
    connection.execute(SETTINGS, prepare=False)
    connection.adapters.register_dumper(int, Int8Dumper)  # else the size of a number decides which plan is prepared


def _check(connection: Connection[Any]) -> None:
    """Refuse a connection that the server has hung up; no round trip, for one that lives says nothing."""
    with selectors.DefaultSelector() as selector:
        selector.register(connection.fileno(), selectors.EVENT_READ)
        if selector.select(0):
            ConnectionPool.check_connection(connection)
