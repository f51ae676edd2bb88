"""Acts of record keeping in force on an event: corrections and retractions, the latest last."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from msgspec.structs import replace

from ledger.in_force import CORRECTED, RESTORED, RETRACTED, InForce
from ledger.rules.happened import Happened
from ledger.times import read_instant
from ledger.upcasting import UPCASTING

RECORD_KEEPING = frozenset({CORRECTED, RETRACTED, RESTORED})


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """One event of record keeping. Of a correction data, as stored under `schema`, and occurred_at, the corrected time;
    None: it stays.
    """

    event_id: str
    type: str
    data: Mapping[str, Any] = field(default_factory=dict)
    schema: int = 1
    occurred_at: int | None = None


Acts = Mapping[str, tuple[Act, ...]]
"""By the event_id of the original, oldest first; an original that stands as recorded may be absent."""


def act_of(event: Happened) -> Act:
    """What an event of record keeping does to the event that it names."""
    if event.type != CORRECTED:
        return Act(event_id=event.event_id, type=event.type)
    moved = event.data.get("occurred_at")
    return Act(
        event_id=event.event_id,
        type=event.type,
        data=event.data["data"],
        schema=event.schema,
        occurred_at=None if moved is None else read_instant(moved, UTC, pointer="/data/occurred_at"),
    )


def with_act(acts: Acts, event: Happened) -> Acts:
    """The acts in force after one more event of record keeping."""
    after = InForce(acts)
    after.add(act_of(event), event.data["event_id"])
    return after.on


def is_retracted(acts: Acts, event_id: str) -> bool:
    """Whether the event is out of the history now."""
    return any(act.type == RETRACTED for act in acts.get(event_id, ()))


def as_corrected(acts: Acts, event: Happened) -> Happened | None:
    """The event as it counts now: None when retracted, else with what the latest correction says."""
    standing = acts.get(event.event_id)
    if not standing:
        return event
    if any(act.type == RETRACTED for act in standing):
        return None
    latest = standing[-1]
    time = event.occurred_at if latest.occurred_at is None else latest.occurred_at
    return replace(event, data=UPCASTING.upcast_correction(event.type, latest.schema, latest.data), occurred_at=time)
