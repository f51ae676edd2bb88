"""A ledger in a database as it is stored, for a verification."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.rows import tuple_row

from ledger.columns import COLUMNS
from ledger.errors import NotFound
from ledger.postgres.address import read_address
from ledger.postgres.opening import connected
from ledger.postgres.schema import LEDGER_SCHEMA
from ledger.proof.difference import Difference
from ledger.proof.postgres_layout import layout_differences

AT_ONCE = 1_000  # rows that travel together
# Literals only; the names of the columns are the program's own.
_ROWS = (
    f"SELECT {', '.join(COLUMNS)} FROM guanxi.events "  # noqa: S608
    "WHERE position > $1 AND position <= $2 ORDER BY position LIMIT $3"
)
_VERSIONS = """
SELECT position, stream, version FROM guanxi.events WHERE position BETWEEN 1 AND $1 ORDER BY stream, version, position
"""
_EVENT_IDS = "SELECT position, event_id FROM guanxi.events WHERE position BETWEEN 1 AND $1 ORDER BY event_id, position"
_EXTERNAL_IDS = """
SELECT position, source, external_id FROM guanxi.events WHERE external_id IS NOT NULL AND position BETWEEN 1 AND $1
ORDER BY source, external_id, position
"""


class _AsStored(Loader):
    def load(self, data: Buffer) -> bytes:
        return bytes(data)


@contextmanager
def opened_database(url: str) -> Iterator["StoredTable"]:
    """NotFound where there is no ledger, Unavailable where it cannot be read at all."""
    address = read_address(url)
    with connected(address) as connection:
        if not LEDGER_SCHEMA.stands(connection, address):
            raise NotFound(f"there is no ledger in {address}", "Check its name.")
        yield StoredTable(connection)


class StoredTable:
    """Over a connection on which each statement stands alone: what is damaged ends one of them, not all."""

    unreadable: tuple[type[Exception], ...] = (psycopg.DataError, psycopg.InternalError)

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def last(self) -> int:
        (end,) = next(iter(self._ask("SELECT coalesce(max(position), 0) FROM guanxi.events")))
        return int(end)

    def rows(self, after: int, upto: int, limit: int) -> Iterable[Sequence[Any]]:
        return self._ask(_ROWS, after, upto, limit)

    def versions(self, upto: int) -> Iterable[tuple[int, bytes, int]]:
        return self._ask(_VERSIONS, upto)

    def event_ids(self, upto: int) -> Iterable[tuple[Any, ...]]:
        return self._ask(_EVENT_IDS, upto)

    def external_ids(self, upto: int) -> Iterable[tuple[Any, ...]]:
        return self._ask(_EXTERNAL_IDS, upto)

    def differences(self) -> Iterator[Difference]:
        return layout_differences(self._connection)

    def _ask(self, statement: str, *values: int) -> Iterator[Any]:
        with psycopg.RawCursor(self._connection, row_factory=tuple_row) as cursor:
            cursor.adapters.register_loader("text", _AsStored)
            yield from cursor.stream(statement, values, size=AT_ONCE)
