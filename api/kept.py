"""Answers at hand, by their clocks: each made once however many ask for it, the longest unused forgotten."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from projections.clocks import Clocks

Value = TypeVar("Value")
Key = tuple[int, int | None, str, int]


@dataclass(frozen=True, kw_only=True)
class Near(Generic[Value]):
    """An answer at the same as_of and rules, at another position."""

    cut: int
    value: Value


class Kept(Generic[Value]):
    """What is known at a position as of a moment never changes, so a kept answer is as good as a new one.

    weight: of one answer; most: of all together. The latest answer is kept whatever its weight.
    """

    def __init__(self, weight: Callable[[Value], int], *, most: int) -> None:
        self._weight, self._most = weight, most
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._making: dict[Key, threading.Lock] = {}
        self._guard = threading.Lock()

    def at(self, clocks: Clocks, make: Callable[[Near[Value] | None], Value]) -> Value:
        """The answer at the clocks. make: told the kept answer nearest in position, if there is one to begin from."""
        key = (clocks.as_of, clocks.rules.version, clocks.rules.identity, clocks.cut)
        with self._guard:
            turn = self._making.setdefault(key, threading.Lock())
        with turn:
            found = self._found(key)
            if found is None:
                found = make(self._nearest(key))
                self._keep(key, found)
        with self._guard:
            self._making.pop(key, None)
        return found

    def _found(self, key: Key) -> Value | None:
        with self._guard:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key]

    def _nearest(self, key: Key) -> Near[Value] | None:
        with self._guard:
            alike = [other[-1] for other in self._values if other[:-1] == key[:-1]]
            if not alike:
                return None
            cut = min(alike, key=lambda other: abs(other - key[-1]))
            return Near(cut=cut, value=self._values[*key[:-1], cut])

    def _keep(self, key: Key, value: Value) -> None:
        with self._guard:
            self._values[key] = value
            while len(self._values) > 1 and sum(map(self._weight, self._values.values())) > self._most:
                self._values.popitem(last=False)
