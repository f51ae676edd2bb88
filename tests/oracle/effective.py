"""The history that counts: as known at an instant, corrections applied, retracted events left out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

Event = dict[str, Any]

RECORD_KEEPING = (
    "EventCorrected",
    "EventRetracted",
    "EventRestored",
    "CustomersMerged",
    "CustomersUnmerged",
    "ImportReverted",
    "PersonalDataErased",
    "PolicyPublished",
    "LedgerRestored",
    "ImportFinished",
)


def by_time(event: Event) -> tuple[datetime, int]:
    """Events are ordered by when they occurred, then by position."""
    return event["occurred_at"], event["position"]


def by_position(event: Event) -> int:
    position: int = event["position"]
    return position


def effective(events: Sequence[Event], known_at: datetime | None) -> list[Event]:
    """The effective history in order of time. known_at: inclusive; None = everything recorded."""
    known = sorted((e for e in events if known_at is None or e["recorded_at"] <= known_at), key=by_position)
    originals = [e for e in known if e["type"] not in RECORD_KEEPING]
    standing = [stands(original, acts_in_force(original, known)) for original in originals]
    return sorted((e for e in standing if e is not None), key=by_time)


def acts_in_force(original: Event, known: Sequence[Event]) -> list[Event]:
    """Corrections and retractions of one event that still act: a restoration undoes the latest of them, and a retracted
    correction no longer acts."""
    acts: list[Event] = []
    for event in known:
        named = event["data"].get("event_id")
        if named == original["event_id"]:
            if event["type"] in ("EventCorrected", "EventRetracted"):
                acts.append(event)
            if event["type"] == "EventRestored":
                acts[-1:] = []  # nothing, where what it undoes was taken back with its import
        elif event["type"] == "EventRetracted":
            acts = [act for act in acts if act["event_id"] != named]
    return acts


def stands(original: Event, acts: Sequence[Event]) -> Event | None:
    if any(act["type"] == "EventRetracted" for act in acts):
        return None
    if not acts:
        return original
    latest = acts[-1]["data"]
    return {**original, "data": latest["data"], "occurred_at": latest.get("occurred_at", original["occurred_at"])}
