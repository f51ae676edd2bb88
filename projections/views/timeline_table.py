"""The table `timeline`: every event that stands, without personal data."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from functools import lru_cache
from itertools import repeat
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from ledger.catalogue import CATALOGUE
from projections.calendar import CALENDAR_SIZE, MICROS_PER_DAY, from_day_number, local_days
from projections.effective import StandingEvents, standing_in
from projections.events import FEW
from projections.journal import Journal, LogRow
from projections.journal.columns import FIELDS
from projections.journal.decoding import OBJECTS
from projections.merging import Swept, without_reverted
from projections.rows import flags
from projections.summaries import summary
from projections.views.columns import INTEGER, TEXT, Column, Table, ViewRow
from projections.windows import Ints

TIMELINE = Table(
    name="timeline",
    grain="one event that stands today: retracted ones do not, corrected ones stand once, as corrected",
    key=("customer", "position"),
    columns=(
        Column(name="customer", type=TEXT, meaning="code of the customer"),
        Column(
            name="recorded_for",
            type=TEXT,
            meaning="code of the merged customer for which it was recorded",
            null="recorded for the customer itself",
        ),
        Column(name="position", type=INTEGER, meaning="place of the event in the ledger, from 1"),
        Column(name="type", type=TEXT, meaning="what happened, as OrderPlaced"),
        Column(name="occurred_on", type=TEXT, meaning="day it happened, in the ledger's time zone"),
        Column(name="occurred_at", type=TEXT, meaning="moment it happened, UTC"),
        Column(name="recorded_at", type=TEXT, meaning="moment it was recorded, UTC"),
        Column(name="late_days", type=INTEGER, meaning="recorded minus occurred; 0 if under one day", unit="days"),
        Column(name="status", type=TEXT, meaning="current or corrected"),
        Column(name="summary", type=TEXT, meaning="one sentence, of what is not personal; contacts stand as codes"),
    ),
)


def timeline_rows(
    journal: Journal,
    swept: Swept,
    *,
    codes: Collection[str],
    as_of: int,
    zone: ZoneInfo,
    later: Sequence[LogRow] = (),
    after: int = 0,
) -> list[ViewRow]:
    """From the journal of whole customers, by (customer, position); codes: those in the book.

    Events that have not occurred by as_of (microseconds, inclusive) are left out. later: what only a later version can
    read, which no journal holds. after: leaves out the events up to this position.
    """
    standing = standing_in(without_reverted(_with_later(journal, later), swept))
    recent = np.flatnonzero((standing.at <= as_of) & (standing.taken("position").to_numpy() > after))
    own = standing.taken("customer")[recent]
    of = own.replace(dict(swept.survivors)) if swept.survivors else own
    in_book = flags(of.is_in(list(codes)))
    rows, customers, recorded_for = recent[in_book], of.filter(in_book), own.filter(in_book)
    at, recorded_at = standing.at[rows], standing.taken("recorded_at").to_numpy()[rows]
    kinds = standing.taken("type")[rows]
    columns: dict[str, Iterable[object]] = {
        "customer": customers.to_list(),
        "recorded_for": recorded_for.set(recorded_for == customers, None).to_list(),
        "position": standing.taken("position")[rows].to_list(),
        "type": kinds.to_list(),
        "occurred_on": [_day_text(day) for day in local_days(at, zone).tolist()],
        "occurred_at": _instants(at),
        "recorded_at": _instants(recorded_at),
        "late_days": np.maximum((recorded_at - at) // MICROS_PER_DAY, 0).tolist(),
        "status": [("current", "corrected")[one] for one in (standing.said != standing.place)[rows].tolist()],
        "summary": _summaries(standing, rows, kinds, {row[0] for row in later}),
    }
    return list(zip(*(columns[name] for name in TIMELINE.names), strict=True))


def _with_later(journal: Journal, later: Sequence[LogRow]) -> Journal:
    if not later:
        return journal
    names = ("position", "event_id", "customer", "type", "occurred_at", "recorded_at")
    places = (0, 1, 2, 4, 6, 7)
    beside = pl.DataFrame({name: [row[place] for row in later] for name, place in zip(names, places, strict=True)})
    whole = journal if isinstance(journal, pl.DataFrame) else journal.frame()
    return pl.concat([whole, beside], how="diagonal")


def _instants(moments: Ints) -> list[str]:
    """As format_instant, many at once."""
    return pl.Series(moments, dtype=pl.Datetime("us")).dt.strftime("%Y-%m-%dT%H:%M:%S%.6fZ").to_list()


def _summaries(standing: StandingEvents, rows: Ints, kinds: pl.Series, later: Set[int]) -> list[str]:
    """The sentence of each of these rows."""
    found = [""] * len(rows)
    positions = standing.taken("position").to_numpy()[rows]
    lists = dict[str, list[Any]]()
    is_read = ~np.isin(positions, np.fromiter(later, dtype=np.int64, count=len(later)))
    by_kind = defaultdict[str, list[int]](list)
    for place, (kind, read) in enumerate(zip(kinds.to_list(), is_read.tolist(), strict=True)):
        if read:
            by_kind[kind].append(place)
        else:
            found[place] = f"{kind}."
    for kind, places in by_kind.items():
        for place, data in zip(places, _data(standing, kind, rows[places], lists), strict=True):
            found[place] = summary(kind, CATALOGUE[kind].schema, data, {})
    return found


def _data(standing: StandingEvents, kind: str, rows: Ints, lists: dict[str, list[Any]]) -> Iterator[dict[str, Any]]:
    """What events of this type say, by name. lists: columns as Python values that were looked at before."""
    places, names, columns = standing.said[rows], list[str](), list[list[object]]()
    for name in sorted(name for name, field in FIELDS.items() if kind in field.types):
        if name not in standing.journal.columns:
            continue
        values = _values(standing.journal, name, places, lists)
        if any(value is not None for value in values):
            names.append(name)
            columns.append(_objects(values) if name in OBJECTS else values)
    for said in zip(*columns, strict=True) if columns else repeat((), len(rows)):
        yield {name: value for name, value in zip(names, said, strict=True) if value is not None}


def _values(journal: Journal, name: str, places: Ints, lists: dict[str, list[Any]]) -> list[Any]:
    """A column at some places; that of a few events is read once for all types."""
    if len(journal) > FEW:
        return journal.get_column(name)[places].to_list()
    if name not in lists:
        lists[name] = journal.get_column(name).to_list()
    return [lists[name][place] for place in places.tolist()]


def _objects(pairs: list[Any]) -> list[object]:
    return [one and {pair["name"]: pair["text"] for pair in one} for one in pairs]


@lru_cache(maxsize=CALENDAR_SIZE)
def _day_text(day: int) -> str:
    return str(from_day_number(day))
