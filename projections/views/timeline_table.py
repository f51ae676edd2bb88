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
from ledger.times import format_instant
from projections.calendar import CALENDAR_SIZE, MICROS_PER_DAY, from_day_number, local_days
from projections.effective import StandingEvents, standing_in
from projections.journal import Journal, LogRow
from projections.journal.columns import FIELDS
from projections.journal.decoding import OBJECTS
from projections.journal.looking import listed
from projections.merging import Swept, without_reverted
from projections.rows import FEW
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
    positions = standing.numbers("position")
    recent = np.flatnonzero((standing.at <= as_of) & (positions > after))
    recorded_for = standing.listed("customer", recent)
    customers, in_book = [swept.survivors.get(code, code) for code in recorded_for], {*codes}
    kept = [place for place, code in enumerate(customers) if code in in_book]
    rows = recent[kept]
    at, recorded_at = standing.at[rows], standing.numbers("recorded_at")[rows]
    kinds, said = standing.listed("type", rows), positions[rows].tolist()
    columns: dict[str, Iterable[object]] = {
        "customer": [customers[place] for place in kept],
        "recorded_for": [recorded_for[place] if recorded_for[place] != customers[place] else None for place in kept],
        "position": said,
        "type": kinds,
        "occurred_on": [_day_text(day) for day in local_days(at, zone).tolist()],
        "occurred_at": _instants(at),
        "recorded_at": _instants(recorded_at),
        "late_days": np.maximum((recorded_at - at) // MICROS_PER_DAY, 0).tolist(),
        "status": [("current", "corrected")[one] for one in (standing.said != standing.place)[rows].tolist()],
        "summary": _summaries(standing, rows, kinds, {row[0] for row in later}.intersection(said)),
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
    if len(moments) < FEW:
        return [format_instant(moment) for moment in moments.tolist()]
    return pl.Series(moments, dtype=pl.Datetime("us")).dt.strftime("%Y-%m-%dT%H:%M:%S%.6fZ").to_list()


def _summaries(standing: StandingEvents, rows: Ints, kinds: Sequence[str], later: Set[int]) -> list[str]:
    """The sentence of each of these rows; later: positions that only a later version can read."""
    found = [f"{kind}." for kind in kinds]
    positions = standing.numbers("position")[rows].tolist() if later else ()
    unread = {place for place, position in enumerate(positions) if position in later}
    by_kind = defaultdict[str, list[int]](list)
    for place, kind in enumerate(kinds):
        if place not in unread:
            by_kind[kind].append(place)
    for kind, places in by_kind.items():
        for place, data in zip(places, _data(standing, kind, rows[places]), strict=True):
            found[place] = summary(kind, CATALOGUE[kind].schema, data, {})
    return found


def _data(standing: StandingEvents, kind: str, rows: Ints) -> Iterator[dict[str, Any]]:
    """What events of this type say, by name."""
    names, columns = list[str](), list[list[object]]()
    said = standing.journal.columns
    for name in sorted(name for name, field in FIELDS.items() if kind in field.types and name in said):
        values = listed(standing.journal, name, standing.said[rows])
        if any(value is not None for value in values):
            names.append(name)
            columns.append(_objects(values) if name in OBJECTS else values)
    for each in zip(*columns, strict=True) if columns else repeat((), len(rows)):
        yield {name: value for name, value in zip(names, each, strict=True) if value is not None}


def _objects(pairs: list[Any]) -> list[object]:
    return [one and {pair["name"]: pair["text"] for pair in one} for one in pairs]


@lru_cache(maxsize=CALENDAR_SIZE)
def _day_text(day: int) -> str:
    return str(from_day_number(day))
