"""Who counts as whom, and what a reverted import takes away: by recorded_at alone, in the order recorded."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tests.oracle.effective import Event, by_position

LEDGER = "$ledger"
FILE = ("CustomerRegistered", "ProfileChanged", "OwnerAssigned")


def not_reverted(events: Sequence[Event], known_at: datetime | None) -> list[Event]:
    """What is known and was brought by no import that is known to be reverted, ascending."""
    known = sorted((e for e in events if known_at is None or e["recorded_at"] <= known_at), key=by_position)
    reverted = {e["data"]["batch_id"] for e in known if e["type"] == "ImportReverted"}
    return [e for e in known if e.get("batch") not in reverted]


def survivors(events: Sequence[Event], known_at: datetime | None) -> dict[str, str]:
    """The customer that lives on in the end, by the code of each merged one."""
    merges: dict[str, Event] = {}
    for event in not_reverted(events, known_at):
        code = event["customer"]
        if event["type"] == "CustomersMerged" and lives_on(event["data"]["into"], without(merges, code)) != code:
            merges[code] = event
        if (
            event["type"] == "CustomersUnmerged"
            and merges.get(code, {}).get("event_id") == (event["data"]["merge_event_id"])
        ):
            del merges[code]
    return {code: lives_on(code, merges) for code in merges}


def without(merges: dict[str, Event], code: str) -> dict[str, Event]:
    return {merged: event for merged, event in merges.items() if merged != code}


def lives_on(code: str, merges: dict[str, Event]) -> str:
    while code in merges:
        code = merges[code]["data"]["into"]
    return code


def as_one(history: Sequence[Event], survivor: str) -> list[Event]:
    """An effective history of several customers as that of the one that lives on.

    Things of the others are other things, whatever their ids; of their files only that something happened counts.
    """
    return [e if e["customer"] == survivor else of_another(e) for e in history]


def of_another(event: Event) -> Event:
    if event["type"] in FILE:
        return {**event, "type": "ProfileChanged", "data": {}}
    code = event["customer"]
    return {**event, "data": {key: apart(code, key, value) for key, value in event["data"].items()}}


def apart(code: str, key: str, value: Any) -> Any:
    if key == "contact_ids":
        return [f"{code}\N{NO-BREAK SPACE}{one}" for one in value]
    named = isinstance(value, str) and (key.endswith("_id") or key == "reports_to")
    return f"{code}\N{NO-BREAK SPACE}{value}" if named else value
