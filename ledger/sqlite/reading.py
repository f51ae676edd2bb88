"""What recording and answering ask of the log, out of one snapshot."""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import orjson

from ledger.log_row import Row
from ledger.sqlite import statements as sql

NO_END = 2**62

RawRow = tuple[int, str, str, int, str, int, int, int, str]
AboutRow = tuple[int, str, str, str, int, int, str, str]


class Reading:
    """One snapshot of the log: what is asked here is answered as of one moment, whatever others write meanwhile."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor
        cursor.row_factory = None  # plain tuples

    def last(self) -> tuple[int, int | None]:
        """(position, recorded_at) of the last event; (0, None) in an empty log."""
        return self._cursor.execute(sql.LAST).fetchone() or (0, None)

    def recorded_at(self, position: int) -> int:
        """When the event at this position, which must exist, was recorded."""
        moment: int = self._cursor.execute(sql.RECORDED_AT, (position,)).fetchone()[0]
        return moment

    def versions(self, streams: Collection[str]) -> dict[str, int]:
        """The last version of each stream; 0 for a stream without events."""
        return {stream: last or 0 for stream, last in self._ask(sql.VERSIONS, streams)}

    def about(self, subjects: Mapping[str, Collection[str]]) -> list[AboutRow]:
        """The events about these subjects of each stream, the events about those events, and so on.

        (position, event_id, stream, type, schema, occurred_at, data as stored, subject), in no particular order; an
        event that is found in two ways may come twice.
        """
        wanted = orjson.dumps({stream: list(some) for stream, some in subjects.items()}).decode()
        return self._cursor.execute(sql.ABOUT, (wanted,)).fetchall()

    def latest_orders(self, stream: str, *, within: int, limit: int) -> list[str]:
        """The data as stored of the latest OrderPlaced among the last `within` events of a stream, latest first."""
        return [data for (data,) in self._cursor.execute(sql.LATEST_ORDERS, (stream, within, limit))]

    def by_external_id(self, names: Collection[tuple[str, str]]) -> dict[tuple[str, str], Row]:
        """The events recorded under these (source, external_id)."""
        rows = map(Row.of, self._ask(sql.BY_EXTERNAL_ID, names))
        return {(row.source, row.external_id): row for row in rows if row.source and row.external_id}

    def by_event_id(self, event_ids: Collection[str]) -> dict[str, Row]:
        """The events with these ids."""
        return {row.event_id: row for row in map(Row.of, self._ask(sql.BY_EVENT_ID, event_ids))}

    def by_position(self, position: int) -> Row | None:
        """The event at this position."""
        found = self._cursor.execute(sql.BY_POSITION, (position,)).fetchone()
        return Row.of(found) if found else None

    def streams(self) -> list[str]:
        """Every stream with an event, by code point."""
        return [stream for (stream,) in self._cursor.execute(sql.STREAMS)]

    def page(self, *, after: int = 0, upto: int = NO_END, limit: int = NO_END, types: Sequence[str] = ()) -> list[Row]:
        """At most `limit` events with after < position <= upto, ascending; of these types only, where any are named."""
        statement = sql.PAGE.format(types=_one_of(types))
        return [Row.of(row) for row in self._cursor.execute(statement, (after, upto, *types, limit))]

    def stream_page(
        self,
        stream: str,
        *,
        after_version: int = 0,
        upto_version: int = NO_END,
        after: int = 0,
        limit: int = NO_END,
        types: Sequence[str] = (),
        descending: bool = False,
    ) -> list[Row]:
        """Events of one stream by version, which within a stream is the order of position too."""
        statement = sql.STREAM_PAGE.format(types=_one_of(types), order="DESC" if descending else "ASC")
        values = (stream, after_version, upto_version, after, *types, limit)
        return [Row.of(row) for row in self._cursor.execute(statement, values)]

    def raw_page(self, *, after: int, upto: int, limit: int) -> list[RawRow]:
        """(position, event_id, stream, version, type, schema, occurred_at, recorded_at, data) as stored, ascending."""
        return self._cursor.execute(sql.RAW_PAGE, (after, upto, limit)).fetchall()

    def raw_of_streams(self, streams: Collection[str], *, after: int, upto: int) -> list[RawRow]:
        """The same of some streams."""
        wanted = orjson.dumps(list(streams)).decode()
        return self._cursor.execute(sql.RAW_OF_STREAMS, (wanted, after, upto)).fetchall()

    def _ask(self, statement: str, keys: Collection[Any]) -> sqlite3.Cursor:
        return self._cursor.execute(statement, (orjson.dumps(list(keys)).decode(),))


def _one_of(types: Sequence[str]) -> str:
    return f"AND type IN ({', '.join('?' * len(types))})" if types else ""
