"""Chance with a seed of its own: the same draws on every machine, from `random()` and exact arithmetic alone.

Python promises that `Random(seed).random()` never changes; +, -, * and / of floats are exact by IEEE 754. Logarithms,
exponentials and the other methods of `random` promise neither, so they are not used.
"""

from bisect import bisect
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from itertools import accumulate
from random import Random
from typing import TypeVar

T = TypeVar("T")

# A waiting time of mean 1 at the middle of each 64th, in thousandths: -ln(1 - (i + 0.5) / 64).
_WAITS = (
    8, 24, 40, 56, 73, 90, 107, 125, 143, 161, 179, 198, 217, 237, 257, 277, 298, 319, 341, 363, 386, 409, 433, 458,
    483, 508, 535, 562, 589, 618, 647, 678, 709, 741, 774, 809, 845, 882, 920, 960, 1002, 1045, 1091, 1138, 1188,
    1241, 1297, 1356, 1418, 1485, 1556, 1633, 1717, 1808, 1908, 2019, 2144, 2287, 2454, 2655, 2906, 3243, 3753,
    4852,
)  # fmt: skip
_WAITS_SUM = sum(_WAITS)


class Chance:
    """One stream of draws. The same words give the same stream; other words an independent one."""

    __slots__ = ("draw",)

    def __init__(self, *words: object) -> None:
        digest = blake2b("/".join(map(str, words)).encode(), digest_size=16).digest()
        self.draw = Random(int.from_bytes(digest, "big")).random  # noqa: S311 - a simulation keeps no secrets

    def below(self, count: int) -> int:
        """0 to count - 1."""
        return int(self.draw() * count)

    def between(self, low: int, high: int) -> int:
        """low to high, both included."""
        return low + int(self.draw() * (high - low + 1))

    def percent(self, chance: float) -> bool:
        return self.draw() * 100 < chance

    def pick(self, things: Sequence[T]) -> T:
        return things[int(self.draw() * len(things))]

    def weighted(self, things: Sequence[T], weights: tuple[int, ...]) -> T:
        """One of the things, each as likely as its weight says."""
        bounds, total = _bounds(weights)
        return things[bisect(bounds, self.draw() * total)]

    def wait(self, evenness: float) -> float:
        """A waiting time of mean 1: by evenness 0 as random as a lottery, near 1 as even as a clock."""
        return evenness + (1 - evenness) * _WAITS[int(self.draw() * 64)] * 64 / _WAITS_SUM

    def factor(self, spread: float) -> float:
        """A positive factor of mean about 1, skewed to the right; spread 0.3 is little, 1.3 is much."""
        draw = self.draw
        grown = 1 + spread * (draw() + draw() + draw() - 1.5) / 8
        for _ in range(4):
            grown *= grown
        return grown / (1 + spread * spread / 2)


@cache
def _bounds(weights: tuple[int, ...]) -> tuple[tuple[int, ...], int]:
    """Where, on a line of their total length, each thing but the last ends."""
    *bounds, total = accumulate(weights)
    return tuple(bounds), total
