"""Event ids: UUIDv7 (RFC 9562), unique for ever; never used for order."""

from collections.abc import Callable, Iterator
from struct import unpack

RANDOM_BYTES = 8


class EventIds:
    """Ids for one write: one moment, their random bytes drawn in one go. Call it for the next.

    now: microseconds since 1970 UTC, not negative; expected: about how many will be asked for.
    The time leads, to the quarter of a microsecond, so ids made one after the other lie close together in an index.
    """

    def __init__(self, now: int, random: Callable[[int], bytes], *, expected: int = 1) -> None:
        millis, micros = divmod(now, 1000)
        time = f"{(millis & 0xFFFF_FFFF_FFFF) << 16 | 0x7000 | micros * 4096 // 1000:016x}"
        self._head = f"{time[:8]}-{time[8:12]}-{time[12:]}-"
        self._random, self._expected = random, max(1, expected)
        self._numbers: Iterator[int] = iter(())

    def __call__(self) -> str:
        number = next(self._numbers, None)
        if number is None:
            self._numbers = iter(unpack(f">{self._expected}Q", self._random(RANDOM_BYTES * self._expected)))
            number = next(self._numbers)
        tail = f"{0x8000_0000_0000_0000 | number >> 2:x}"
        return f"{self._head}{tail[:4]}-{tail[4:]}"
