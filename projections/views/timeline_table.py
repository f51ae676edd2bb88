"""The table `timeline`: every event that stands, without personal data."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import orjson

from ledger.times import format_instant, read_instant
from projections.calendar import CALENDAR_SIZE, MICROS_PER_DAY, from_day_number, local_days
from projections.journal import CORRECTED, MERGING, RECORD_KEEPING, RETRACTED, LogRow, for_everybody
from projections.merging import Swept
from projections.record_keeping import Step, resolve
from projections.summaries import summary
from projections.views.columns import INTEGER, TEXT, Column, Table, ViewRow

SEALED = "$sealed"  # where the store keeps what it encrypted; nothing of it belongs here

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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Standing:
    """An event as it stands: with the data and time of its latest correction."""

    row: LogRow
    at: int
    data: Mapping[str, Any]
    corrected: bool


def timeline_rows(
    rows: Iterable[LogRow], swept: Swept, *, codes: Collection[str], as_of: int, zone: ZoneInfo
) -> list[ViewRow]:
    """From the log rows of whole customers, ascending in position; codes: those in the book.

    Events that have not occurred by as_of (microseconds, inclusive) are left out.
    """
    own = [row for row in rows if swept.survivor(row[2]) in codes and row[0] not in swept.reverted]
    standing = [event for event in _standing(own) if event.at <= as_of]
    days = local_days(np.array([event.at for event in standing], dtype=np.int64), zone).tolist()
    return [_row(event, day, swept) for event, day in zip(standing, days, strict=True)]


def _standing(rows: Iterable[LogRow]) -> Iterator[_Standing]:
    own = for_everybody(row for row in rows if row[4] not in MERGING)
    kept = {row[1]: (row, orjson.loads(row[8])) for row in own if row[4] in RECORD_KEEPING}
    in_force = resolve(
        Step(event_id=event, position=row[0], type=row[4], target=data["event_id"])
        for event, (row, data) in kept.items()
    ).in_force
    for row in own:
        steps = in_force.get(row[1], ())
        if row[4] in RECORD_KEEPING or any(step.type == RETRACTED for step in steps):
            continue
        corrections = [step for step in steps if step.type == CORRECTED]
        if corrections:
            said = kept[corrections[-1].event_id][1]
            moved = said.get("occurred_at")
            at = row[6] if moved is None else read_instant(moved, UTC, pointer="")
            yield _Standing(row=row, at=at, data=said.get("data", {}), corrected=True)
        else:
            yield _Standing(row=row, at=row[6], data=orjson.loads(row[8]), corrected=False)


def _row(event: _Standing, day: int, swept: Swept) -> ViewRow:
    position, _, code, _, kind, schema, _, recorded_at, _ = event.row
    customer = swept.survivor(code)
    return (
        customer,
        None if customer == code else code,
        position,
        kind,
        _day_text(day),
        format_instant(event.at),
        format_instant(recorded_at),
        max((recorded_at - event.at) // MICROS_PER_DAY, 0),
        "corrected" if event.corrected else "current",
        summary(kind, schema, {name: value for name, value in event.data.items() if name != SEALED}, {}),
    )


@lru_cache(maxsize=CALENDAR_SIZE)
def _day_text(day: int) -> str:
    return str(from_day_number(day))
