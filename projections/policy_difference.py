"""What differs between two policies, number by number."""

from collections.abc import Iterator, Mapping
from typing import Any

from projections.policy import Policy

Row = dict[str, Any]


def policy_difference(old: Policy, new: Policy) -> list[Row]:
    """`{"key", "old", "new"}` of every number or text that differs, by key; null where one has none. An item of advice
    is named by its id.
    """
    before, after = (dict(_flat("", one.model_dump(mode="json"))) for one in (old, new))
    return [
        {"key": key, "old": before.get(key), "new": after.get(key)}
        for key in sorted({*before, *after})
        if before.get(key) != after.get(key)
    ]


def _flat(place: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _flat(f"{place}.{name}" if place else str(name), inner)
    elif isinstance(value, list) and all(isinstance(one, Mapping) and "id" in one for one in value):
        for one in value:
            yield from _flat(f"{place}.{one['id']}", {name: inner for name, inner in one.items() if name != "id"})
    else:
        yield place, value
