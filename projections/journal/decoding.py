"""From log rows to the journal's columns: each type of event is read as what it can say, and nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any, Literal

import msgspec
import numpy as np
import polars as pl

from ledger.catalogue.signal_names import COMPLIANCE_SIGNAL
from ledger.unknown_events import UnknownEvents
from projections.journal.columns import (
    COMPLIANCE,
    FIELDS,
    JOURNAL_SCHEMA,
    JOURNALED,
    LEDGER_STREAM,
    LOG_COLUMNS,
    MERGING,
    MINOR,
    RECORD_KEEPING,
    LogRow,
)
from projections.journal.few import FewColumns, Named
from projections.journal.frame import Journal
from projections.windows import Ints

ACKNOWLEDGED = "SignalAcknowledged"
ANY_TYPE = ""
FEW = 12_000  # rows that are looked at faster as Python values than in a frame
FRAMED = 4_096  # rows of which a frame is made faster from Python values than type by type

OBJECTS = tuple(name for name, field in FIELDS.items() if field.reads == dict[str, str])
"""Fields that are objects with names of their own; no column type can hold those, so they are read by themselves."""


_named_by = msgspec.json.Decoder(Named)
_said_by = msgspec.json.Decoder(dict[str, Any])


@dataclass(frozen=True, kw_only=True)
class _Said:
    """What some events of one type, or of ANY_TYPE, say. places: where they stand; columns: one row per event."""

    places: Ints
    columns: dict[str, pl.Series]


def read_journal(rows: Iterable[LogRow], unknown: UnknownEvents | None = None) -> Journal:
    """The same as journal_of, in whatever form so many rows are read fastest."""
    kept, amended = _kept(rows, unknown)
    return _few(kept, amended) if len(kept) <= FEW else _frame(kept, amended)


def journal_of(rows: Iterable[LogRow], unknown: UnknownEvents | None = None) -> pl.DataFrame:
    """One row per customer event, ascending position, with those columns of JOURNAL_SCHEMA in which any says something.

    target: the event_id a record-keeping event names, else null; the payload of a correction is what replaces the
    original's data, and moved_to its new occurred_at as text, null where that stays. Rows of the ledger's own stream
    and merges are left out, and so is what only the compliance role may know: it enters no answer. The columns of the
    log, target and moved_to are always there; `column` gives any other, full of nulls where nothing said it. Events of
    types and schemas that only a later version knows are left out too, and noted in `unknown`.
    """
    kept, amended = _kept(rows, unknown)
    return _few(kept, amended).frame() if len(kept) <= FRAMED else _frame(kept, amended)


def _kept(rows: Iterable[LogRow], unknown: UnknownEvents | None) -> tuple[list[LogRow], dict[int, Named]]:
    """The rows of a journal, and by place what those of record keeping name."""
    skipped = unknown or UnknownEvents()
    kept = for_everybody(row for row in rows if (row[4], row[5]) in JOURNALED or _left_out(row, skipped))
    return kept, {place: _named_by.decode(row[8]) for place, row in enumerate(kept) if row[4] in RECORD_KEEPING}


def _few(rows: Sequence[LogRow], amended: Mapping[int, Named]) -> FewColumns:
    texts: list[str | msgspec.Raw] = [row[8] for row in rows]
    for place, named in amended.items():
        texts[place] = named.data
    return FewColumns(rows, [*map(_said_by.decode, texts)], [amended.get(place) for place in range(len(rows))])


def _frame(rows: Sequence[LogRow], amended: Mapping[int, Named]) -> pl.DataFrame:
    said = _by_type(rows, amended)
    columns = {name: _column(said, name, len(rows)) for name in _names(said)}
    minor = {name: minor_units(columns[amount]) for amount, name in MINOR.items() if amount in columns}
    return pl.DataFrame({**_log_columns(rows), **_name_columns(amended, len(rows)), **columns, **minor})


def _left_out(row: LogRow, unknown: UnknownEvents) -> Literal[False]:
    """Note an event that this version cannot read; it is not kept, and neither is any other that comes here."""
    unknown.skip_at(row[0], row[4], row[5])
    return False


def column(journal: Journal, name: str) -> pl.Series:
    """A column of JOURNAL_SCHEMA, whether or not any row of this frame says something in it."""
    if isinstance(journal, FewColumns) or name in journal.columns:
        return journal.get_column(name)
    return _nothing(name, len(journal))


def filled(journal: Journal, names: Iterable[str] = JOURNAL_SCHEMA) -> pl.DataFrame:
    """These columns, full of nulls where no row says anything."""
    return pl.DataFrame([column(journal, name) for name in names])


def minor_units(amounts: pl.Series) -> pl.Series:
    """Amounts without their point; they are stored with all digits of their currency."""
    return amounts.str.replace(".", "", literal=True).cast(pl.Int64)


def for_everybody(rows: Iterable[LogRow]) -> list[LogRow]:
    """Without what only the compliance role may know, and without what was recorded about that."""
    found, hidden = list(rows), set[str]()
    for row in [row for row in found if row[4] in _MAY_BE_HIDDEN]:
        if _is_hidden(row, hidden):
            hidden.add(row[1])
    return [row for row in found if row[1] not in hidden] if hidden else found


def unread(rows: Iterable[LogRow]) -> list[LogRow]:
    """The events of customers among these rows that a journal leaves out since only a later version can read them."""
    return [
        row
        for row in for_everybody(row for row in rows if (row[4], row[5]) not in JOURNALED)
        if row[2] != LEDGER_STREAM and row[4] not in MERGING and row[4] not in RECORD_KEEPING
    ]


_MAY_BE_HIDDEN = {*COMPLIANCE, ACKNOWLEDGED, *RECORD_KEEPING}


def _is_hidden(row: LogRow, hidden: set[str]) -> bool:
    if row[4] in RECORD_KEEPING:
        return bool(hidden) and _named_by.decode(row[8]).event_id in hidden
    return row[4] in COMPLIANCE or f'"{COMPLIANCE_SIGNAL}"' in row[8]


def _by_type(rows: Sequence[LogRow], amended: Mapping[int, Named]) -> list[_Said]:
    by_type = defaultdict[str, list[int]](list)
    for place, row in enumerate(rows):
        by_type[row[4]].append(place)
    plain = [
        _said(kind, places, [rows[place][8] for place in places])
        for kind, places in by_type.items()
        if kind not in RECORD_KEEPING and _structure(kind).fields
    ]
    return [*plain, _said(ANY_TYPE, [*amended], [bytes(one.data).decode() for one in amended.values()])]


def _said(kind: str, places: Sequence[int], texts: Sequence[str]) -> _Said:
    """texts: the data of these events, as JSON."""
    data = pl.Series(texts, dtype=pl.String)
    columns = data.str.json_decode(_structure(kind)).struct.unnest().get_columns()
    objects = [_objects(data, name) for name in OBJECTS if kind == ANY_TYPE or kind in FIELDS[name].types]
    found = {column.name: column for column in (*columns, *objects) if column.null_count() < len(column)}
    return _Said(places=np.array(places, dtype=np.int64), columns=found)


def _names(said: Sequence[_Said]) -> list[str]:
    """The fields in which any says something, in the order of the catalogue."""
    found = {name for one in said for name in one.columns}
    return [name for name in FIELDS if name in found]


def _column(said: Sequence[_Said], name: str, size: int) -> pl.Series:
    """A column of all events."""
    found = [(one.columns[name], one.places) for one in said if name in one.columns]
    if len(found) == 1 and len(found[0][0]) == size:
        return found[0][0]
    return _spread(pl.concat([dense for dense, _ in found]), np.concatenate([places for _, places in found]), size)


def _spread(dense: pl.Series, places: Ints, size: int) -> pl.Series:
    """A column of `size` rows with the values of `dense` at these places, null everywhere else."""
    if not len(dense):
        return _nothing(dense.name, size)
    where = np.full(size, len(dense), dtype=np.uint32)
    where[places] = np.arange(len(dense), dtype=np.uint32)
    return dense.extend_constant(None, 1)[where]


def _nothing(name: str, size: int) -> pl.Series:
    return _null(name).new_from_index(0, size)


@cache
def _null(name: str) -> pl.Series:
    """One null of the column's type: made longer in microseconds, where a lazy query would take a millisecond."""
    return pl.Series(name, [None], dtype=JOURNAL_SCHEMA[name])


def _name_columns(amended: Mapping[int, Named], size: int) -> dict[str, pl.Series]:
    """Which events are named, and where they are moved to."""
    places = np.array([*amended], dtype=np.int64)
    target = pl.Series("target", [one.event_id for one in amended.values()], dtype=pl.String)
    moved_to = pl.Series("moved_to", [one.occurred_at for one in amended.values()], dtype=pl.String)
    return {column.name: _spread(column, places, size) for column in (target, moved_to)}


@cache
def _structure(kind: str) -> pl.Struct:
    """What an event of this type may say; ANY_TYPE: what any may, since a correction does not say what it corrects."""
    return pl.Struct(
        {
            name: field.dtype
            for name, field in FIELDS.items()
            if name not in OBJECTS and (kind == ANY_TYPE or kind in field.types)
        }
    )


def _objects(texts: pl.Series, name: str) -> pl.Series:
    """A field that is an object, as pairs of names and texts."""
    places = np.flatnonzero(texts.str.contains(f'"{name}":', literal=True).to_numpy())
    said = [msgspec.json.decode(text).get(name) for text in texts[places].to_list()]
    pairs = [one and [{"name": key, "text": text} for key, text in one.items()] for one in said]
    return _spread(pl.Series(name, pairs, dtype=JOURNAL_SCHEMA[name]), places, len(texts))


def _log_columns(rows: Sequence[LogRow]) -> dict[str, pl.Series]:
    places = {"position": 0, "event_id": 1, "customer": 2, "type": 4, "occurred_at": 6, "recorded_at": 7}
    return {
        name: pl.Series(name, list(map(itemgetter(place), rows)), dtype=LOG_COLUMNS[name])
        for name, place in places.items()
    }
