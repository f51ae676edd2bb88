"""Acts of record keeping in force on an event: corrections and retractions, the latest last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from msgspec.structs import replace

from ledger.rules.happened import Happened
from ledger.times import read_instant
from ledger.upcasting import CORRECTED, UPCASTING

RETRACTED, RESTORED = "EventRetracted", "EventRestored"
RECORD_KEEPING = frozenset({CORRECTED, RETRACTED, RESTORED})


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """One correction or retraction. data: as stored under `schema`. occurred_at: the corrected time; None: it stays."""

    event_id: str
    retracts: bool
    data: Mapping[str, Any]
    schema: int = 1
    occurred_at: int | None = None


Acts = Mapping[str, tuple[Act, ...]]
"""By the event_id of the original, oldest first; an original that stands as recorded may be absent."""


def with_act(acts: Acts, event: Happened) -> Acts:
    """The acts in force after one more event of record keeping."""
    target = event.data["event_id"]
    standing = acts.get(target, ())
    if event.type == RESTORED:
        return {**acts, target: standing[:-1]}
    if event.type == CORRECTED:
        return {**acts, target: (*standing, _correction(event))}
    original = original_of(acts, target)
    if original is None:
        return {**acts, target: (*standing, Act(event_id=event.event_id, retracts=True, data={}))}
    return {**acts, original: tuple(act for act in acts[original] if act.event_id != target)}


def original_of(acts: Acts, correction: str) -> str | None:
    """The event on which a correction is in force, None where it is not or is no correction."""
    return next((name for name, standing in acts.items() if any(a.event_id == correction for a in standing)), None)


def is_retracted(acts: Acts, event_id: str) -> bool:
    """Whether the event is out of the history now."""
    return any(act.retracts for act in acts.get(event_id, ()))


def as_corrected(acts: Acts, event: Happened) -> Happened | None:
    """The event as it counts now: None when retracted, else with what the latest correction says."""
    standing = acts.get(event.event_id)
    if not standing:
        return event
    if any(act.retracts for act in standing):
        return None
    latest = standing[-1]
    time = event.occurred_at if latest.occurred_at is None else latest.occurred_at
    return replace(event, data=UPCASTING.upcast_correction(event.type, latest.schema, latest.data), occurred_at=time)


def _correction(event: Happened) -> Act:
    moved = event.data.get("occurred_at")
    return Act(
        event_id=event.event_id,
        retracts=False,
        data=event.data["data"],
        schema=event.schema,
        occurred_at=None if moved is None else read_instant(moved, UTC, pointer="/data/occurred_at"),
    )
