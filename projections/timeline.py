"""The timeline: the effective history of one customer as a person reads it, with late and corrected marks."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC
from typing import Any

from ledger.in_force import RETRACTED
from ledger.recorded import RecordedEvent
from ledger.times import read_instant
from ledger.upcasting import UPCASTING
from projections.calendar import MICROS_PER_DAY
from projections.clocks import Clocks
from projections.contacts import DESCRIBED
from projections.event_rows import event_row
from projections.journal import MERGING, RECORD_KEEPING
from projections.record_keeping import Step, resolve
from projections.summaries import summary
from projections.words import Language

Row = dict[str, Any]


def timeline_rows(
    events: Iterable[RecordedEvent],
    clocks: Clocks,
    *,
    reverted: Collection[int] = (),
    ascending: bool = False,
    include_retracted: bool = False,
    language: Language = "en",
) -> list[Row]:
    """Rows of contracts section 4, newest first unless `ascending`; ties by position.

    events: the whole streams of one customer and of those merged into it, ascending. A corrected event stands once,
    with today's data and time. reverted: positions of events of a reverted import, which count as retracted.
    """
    known = [e for e in events if e.position <= clocks.cut and e.type not in MERGING]
    kept = {e.event_id: e for e in known if e.type in RECORD_KEEPING and e.position not in reverted}
    resolution = resolve(
        Step(event_id=e.event_id, position=e.position, type=e.type, target=e.data["event_id"]) for e in kept.values()
    )
    rows = []
    for event in known:
        steps = resolution.in_force.get(event.event_id, ())
        retracted = event.position in reverted or any(s.type == RETRACTED for s in steps)
        if event.type in RECORD_KEEPING or (retracted and not include_retracted):
            continue
        corrections = [kept[s.event_id] for s in steps if s.type != RETRACTED]
        rows.append(_row(event, corrections, retracted=retracted))
    seen = [row for row in rows if row["occurred_at"] <= clocks.as_of_text()]
    names = _names(seen)
    for row in seen:
        row["summary"] = summary(row["type"], row["schema"], row["data"], names.get(row["customer"], {}), language)
    return sorted(seen, key=lambda row: (row["occurred_at"], row["position"]), reverse=not ascending)


def _row(event: RecordedEvent, corrections: list[RecordedEvent], *, retracted: bool) -> Row:
    row = event_row(event)
    original = {"occurred_at": row["occurred_at"], "data": row["data"]}
    if corrections:
        latest = corrections[-1].data
        row["data"] = dict(latest["data"])
        if "occurred_at" in latest:
            row["occurred_at"] = latest["occurred_at"]
    late = (event.recorded_at - _micros(row["occurred_at"])) // MICROS_PER_DAY
    row["summary"] = ""
    row["late_days"] = max(late, 0)
    row["status"] = "retracted" if retracted else "corrected" if corrections else "current"
    row["corrected_by"] = [c.position for c in corrections]
    row["original"] = original if corrections else None
    return row


def _micros(text: str) -> int:
    return read_instant(text, UTC, pointer="")


def _is_read(row: Row) -> bool:
    return UPCASTING.understands(row["type"], row["schema"])


def _names(rows: list[Row]) -> Mapping[str, Mapping[str, str]]:
    """Per customer the latest name of each contact, in order of time."""
    named = sorted(
        (row for row in rows if row["type"] in DESCRIBED and "name" in row["data"] and _is_read(row)),
        key=lambda row: (row["occurred_at"], row["position"]),
    )
    found: dict[str, dict[str, str]] = {}
    for row in named:
        found.setdefault(row["customer"], {})[row["data"]["contact_id"]] = row["data"]["name"]
    return found
