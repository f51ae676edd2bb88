"""Answers without where and when their events were recorded, so that ledgers filled in other ways can be compared."""

from collections.abc import Mapping
from typing import Any

# What differs between two ledgers that hold the same facts, and what follows from it.
ARRIVAL = frozenset(
    {"position", "event_id", "version", "recorded_at", "recorded_by", "late_days", "leaf", "correlation_id", "known_at"}
)


def names(log: Any, customers: list[str]) -> dict[int, str]:
    """external_id by position."""
    return {event.position: event.external_id for customer in customers for event in log.stream(customer)}


def by_name(answer: Any, named: Mapping[int, str]) -> Any:
    """Evidence becomes the sorted names of the events."""
    if isinstance(answer, list):
        return [by_name(part, named) for part in answer]
    if not isinstance(answer, dict):
        return answer
    plain = {key: by_name(part, named) for key, part in answer.items() if key not in ARRIVAL}
    for key in ("evidence", "corrected_by"):
        if plain.get(key) is not None:
            plain[key] = sorted(named[position] for position in plain[key])
    return plain
