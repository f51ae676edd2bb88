"""Local times of a mapping's time zone as instants: the earlier of two, forward where the clock skips."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from ledger.times import EPOCH, to_micros

_LOCAL = re.compile(r"\d{4}-\d{2}-\d{2}[ Tt]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?")


class LocalTimes:
    """Reads local times of one zone and counts those that the zone's clock shows twice or never.

    ambiguous, moved: how often such a time was read.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._known: dict[int, tuple[int, bool, bool]] = {}
        self.ambiguous = 0
        self.moved = 0

    def instant(self, local_us: int) -> int:
        """The instant of a local time given as microseconds since 1970-01-01 00:00 on the same clock."""
        found = self._known.get(local_us)
        if found is None:
            found = self._known[local_us] = self._read(local_us)
        us, ambiguous, moved = found
        self.ambiguous += ambiguous
        self.moved += moved
        return us

    def _read(self, local_us: int) -> tuple[int, bool, bool]:
        local = (EPOCH + timedelta(microseconds=local_us)).replace(tzinfo=self._zone, fold=0)
        us = to_micros(local)
        exists = local.astimezone(UTC).astimezone(self._zone).replace(tzinfo=None) == local.replace(tzinfo=None)
        twice = local.replace(fold=1).utcoffset() != local.utcoffset()
        return us, exists and twice, not exists


def local_micros(text: str) -> int | None:
    """Microseconds on the clock of a text such as "2010-12-01 08:26:00"; None when it is written in another way."""
    if not _LOCAL.fullmatch(text):
        return None
    try:
        return to_micros(datetime.fromisoformat(text.upper()).replace(tzinfo=UTC))
    except ValueError:
        return None
