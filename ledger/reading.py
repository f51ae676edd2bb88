"""What recording and answering ask of the log, out of one snapshot, in whichever store it stands."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Protocol

import orjson

from ledger.log_row import Row
from ledger.sweeping import NAMES, Sweep

NO_END = 2**62

RawRow = tuple[int, str, str, int, str, int, int, int, str]
AboutRow = tuple[int, str, str, str, int, int, str, str]


class Rows(Protocol):
    """What a question is answered with: plain tuples."""

    def fetchone(self) -> Any: ...

    def fetchall(self) -> list[Any]: ...

    def __iter__(self) -> Iterator[Any]: ...


class Cursor(Protocol):
    """Puts one question in the language of its store."""

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> Rows: ...


class Statements(Protocol):
    """The questions in the language of one store; their values, lists of keys as JSON, are numbered in this order."""

    LAST: str
    RECORDED_AT: str  # position
    BY_POSITION: str  # position
    VERSIONS: str  # streams
    BY_EXTERNAL_ID: str  # pairs of source and external_id
    BY_EVENT_ID: str  # event ids
    ABOUT: str  # an object of streams and their subjects
    IS_THERE: str  # source, external_id, stream, subject
    LATEST_ORDERS: str  # stream, within, limit
    STREAMS: str
    PAGE: str  # after, upto, limit, types; {types}: PAGE_TYPES or nothing
    PAGE_TYPES: str
    STREAM_PAGE: str  # stream, after_version, upto_version, after, limit, types; {types}: as above; {order}: ASC, DESC
    STREAM_PAGE_TYPES: str
    RAW_PAGE: str  # after, upto, limit, types; {types}: as above
    RAW_OF_STREAMS: str  # streams, after, upto, types; {types}: as above
    SWEEPS: str  # upto; position, event_id, stream, type, data, correlation_id, ascending
    BROUGHT: str  # upto, correlation ids; position, stream, ascending
    BROUGHT_TO: str  # streams, upto, correlation ids; the same


class Reading:
    """One snapshot of the log: what is asked here is answered as of one moment, whatever others write meanwhile."""

    def __init__(self, cursor: Cursor, statements: Statements) -> None:
        self._cursor, self._sql = cursor, statements

    def last(self) -> tuple[int, int | None]:
        """(position, recorded_at) of the last event; (0, None) in an empty log."""
        last: tuple[int, int] | None = self._cursor.execute(self._sql.LAST).fetchone()
        return last or (0, None)

    def recorded_at(self, position: int) -> int:
        """When the event at this position, which must exist, was recorded."""
        moment: int = self._cursor.execute(self._sql.RECORDED_AT, (position,)).fetchone()[0]
        return moment

    def versions(self, streams: Collection[str]) -> dict[str, int]:
        """The last version of each stream; 0 for a stream without events."""
        return {stream: last or 0 for stream, last in self._ask(self._sql.VERSIONS, streams)}

    def about(self, subjects: Mapping[str, Collection[str]]) -> list[AboutRow]:
        """The events about these subjects of each stream, the events about those events, and so on.

        (position, event_id, stream, type, schema, occurred_at, data as stored, subject), in no particular order; an
        event that is found in two ways may come twice.
        """
        wanted = orjson.dumps({stream: list(some) for stream, some in subjects.items()}).decode()
        return self._cursor.execute(self._sql.ABOUT, (wanted,)).fetchall()

    def is_there(self, *, name: tuple[str | None, str | None], stream: str, subject: str) -> bool:
        """Whether anything stands under this (source, external_id), or is about this subject of the stream."""
        return bool(self._cursor.execute(self._sql.IS_THERE, (*name, stream, subject)).fetchone()[0])

    def latest_orders(self, stream: str, *, within: int, limit: int) -> list[tuple[int, str]]:
        """(version, data as stored) of the latest orders among the last `within` events of a stream, latest first."""
        return self._cursor.execute(self._sql.LATEST_ORDERS, (stream, within, limit)).fetchall()

    def by_external_id(self, names: Collection[tuple[str, str]]) -> dict[tuple[str, str], Row]:
        """The events recorded under these (source, external_id)."""
        rows = map(Row.of, self._ask(self._sql.BY_EXTERNAL_ID, names))
        return {(row.source, row.external_id): row for row in rows if row.source and row.external_id}

    def by_event_id(self, event_ids: Collection[str]) -> dict[str, Row]:
        """The events with these ids."""
        return {row.event_id: row for row in map(Row.of, self._ask(self._sql.BY_EVENT_ID, event_ids))}

    def by_position(self, position: int) -> Row | None:
        """The event at this position."""
        found = self._cursor.execute(self._sql.BY_POSITION, (position,)).fetchone()
        return Row.of(found) if found else None

    def streams(self) -> list[str]:
        """Every stream with an event, by code point."""
        return [stream for (stream,) in self._cursor.execute(self._sql.STREAMS)]

    def page(self, *, after: int = 0, upto: int = NO_END, limit: int = NO_END, types: Sequence[str] = ()) -> list[Row]:
        """At most `limit` events with after < position <= upto, ascending; of these types only, where any are named."""
        statement = self._sql.PAGE.format(types=self._sql.PAGE_TYPES if types else "")
        return [Row.of(row) for row in self._cursor.execute(statement, (after, upto, limit, *_named(types)))]

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
        statement = self._sql.STREAM_PAGE.format(
            types=self._sql.STREAM_PAGE_TYPES if types else "", order="DESC" if descending else "ASC"
        )
        values = (stream, after_version, upto_version, after, limit, *_named(types))
        return [Row.of(row) for row in self._cursor.execute(statement, values)]

    def raw_page(self, *, after: int, upto: int, limit: int, types: Collection[str] = ()) -> list[RawRow]:
        """(position, event_id, stream, version, type, schema, occurred_at, recorded_at, data) as stored, ascending; of
        these types only, where any are named.
        """
        statement = self._sql.RAW_PAGE.format(types=self._sql.PAGE_TYPES if types else "")
        return self._cursor.execute(statement, (after, upto, limit, *_named(types))).fetchall()

    def raw_of_streams(
        self, streams: Collection[str], *, after: int, upto: int, types: Collection[str] = ()
    ) -> list[RawRow]:
        """The same of some streams."""
        statement = self._sql.RAW_OF_STREAMS.format(types=self._sql.PAGE_TYPES if types else "")
        wanted = orjson.dumps(list(streams)).decode()
        return self._cursor.execute(statement, (wanted, after, upto, *_named(types))).fetchall()

    def sweeps(self, *, upto: int = NO_END) -> list[Sweep]:
        """Merges, their ends and reverts, ascending."""
        found = self._cursor.execute(self._sql.SWEEPS, (upto,))
        return [
            Sweep(position, event_id, stream, kind, orjson.loads(data)[NAMES[kind]], correlation_id)
            for position, event_id, stream, kind, data, correlation_id in found
        ]

    def brought(
        self, batches: Collection[str], *, streams: Collection[str] | None = None, upto: int = NO_END
    ) -> list[tuple[int, str]]:
        """(position, stream) of the events these imports brought, ascending. streams: None = all: reads the log."""
        wanted = orjson.dumps(list(batches)).decode()
        if streams is None:
            return self._cursor.execute(self._sql.BROUGHT, (upto, wanted)).fetchall()
        of = orjson.dumps(list(streams)).decode()
        return self._cursor.execute(self._sql.BROUGHT_TO, (of, upto, wanted)).fetchall()

    def _ask(self, statement: str, keys: Collection[Any]) -> Rows:
        return self._cursor.execute(statement, (orjson.dumps(list(keys)).decode(),))


def _named(types: Collection[str]) -> tuple[str, ...]:
    return (orjson.dumps(list(types)).decode(),) if types else ()
