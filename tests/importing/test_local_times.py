"""Local times: the earlier of two, forward where the clock skips, both counted."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from api.importing.local_times import LocalTimes, local_micros
from ledger.times import format_instant, to_micros


def clock(text: str) -> int:
    return to_micros(datetime.fromisoformat(text).replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("local", "instant", "ambiguous", "moved"),
    [
        ("2010-12-01T08:26:00", "2010-12-01T08:26:00.000000Z", 0, 0),
        ("2011-07-01T08:26:00", "2011-07-01T07:26:00.000000Z", 0, 0),
        ("2010-10-31T01:30:00", "2010-10-31T00:30:00.000000Z", 1, 0),
        ("2011-03-27T01:30:00", "2011-03-27T01:30:00.000000Z", 0, 1),
    ],
)
def test_london(local: str, instant: str, ambiguous: int, moved: int) -> None:
    times = LocalTimes(ZoneInfo("Europe/London"))
    for _ in range(2):
        assert format_instant(times.instant(clock(local))) == instant
    assert (times.ambiguous, times.moved) == (2 * ambiguous, 2 * moved)


def test_text_without_an_offset_is_a_local_time_and_other_text_is_not() -> None:
    assert local_micros("2010-12-01 08:26") == clock("2010-12-01T08:26:00")
    assert local_micros("2010-12-01T08:26:00.5") == clock("2010-12-01T08:26:00.500000")
    assert local_micros("2010-12-01T08:26:00Z") is None
    assert local_micros("2010-12-01") is None
    assert local_micros("2010-13-01 08:26") is None
