"""Mappings of what can be added up: what one of them lacks adds nothing."""

from collections.abc import Mapping
from typing import Protocol, Self, TypeVar


class Addable(Protocol):
    def plus(self, other: Self) -> Self: ...


Key = TypeVar("Key")
Value = TypeVar("Value", bound=Addable)


def added(one: Mapping[Key, Value], other: Mapping[Key, Value]) -> dict[Key, Value]:
    """Key by key."""
    return {**one, **{key: one[key].plus(value) if key in one else value for key, value in other.items()}}
