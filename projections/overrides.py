"""What people say against what is derived: beside it, never instead of it, with author, reason and expiry."""

from collections.abc import Iterable, Mapping
from typing import Any

Row = dict[str, Any]

SET, CLEARED = "OverrideSet", "OverrideCleared"
SHORT = {"risk": "risk.status", "tier": "tier.value", "momentum": "stage.momentum", "type": "loyalty.type"}
NAMED = ("value", "status", "name")  # what a part of the standing is, in short


def overrides(timeline: Iterable[Row], standing: Mapping[str, Any], on: str) -> list[Row]:
    """In force at a date, by field: set, not cleared, not expired (the day itself still counts).

    timeline: rows of one customer, in order of time. standing: what is computed, which stays as it is.
    """
    latest: dict[str, Row] = {}
    for row in timeline:
        if row["type"] == SET:
            latest[row["data"]["field"]] = row
        elif row["type"] == CLEARED:
            latest.pop(row["data"]["field"], None)
    in_force = {field: row for field, row in latest.items() if row["data"]["expires_on"] >= on}
    return [_row(field, row, standing) for field, row in sorted(in_force.items())]


def _row(field: str, row: Row, standing: Mapping[str, Any]) -> Row:
    data = row["data"]
    return {
        "field": field,
        "value": data["value"],
        "computed": computed(standing, field),
        "author": row["recorded_by"],
        "reason": data.get("reason"),
        "set_at": row["occurred_at"],
        "expires_on": data["expires_on"],
        "evidence": [row["position"]],
    }


def computed(standing: Mapping[str, Any], field: str) -> Any:
    """What is derived for a field such as "risk" or "loyalty.behavioural"; None where unknown or no such field."""
    found: Any = standing
    for name in SHORT.get(field, field).split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    if isinstance(found, Mapping):
        found = next((found[name] for name in NAMED if name in found), None)
    return found if isinstance(found, str | int | float | bool) else None
