"""Instants: offsets asked for, dates read in the zone, one written form, a stated range."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import Invalid
from ledger.times import check_range, day_start, format_instant, from_micros, read_date, read_instant, to_micros

SHANGHAI = ZoneInfo("Asia/Shanghai")
MARCH_14 = to_micros(datetime(2025, 3, 14, 2, tzinfo=UTC))


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-14T10:00:00+08:00",
        "2025-03-14T02:00:00Z",
        "2025-03-14t02:00:00.000000z",
        "2025-03-14 02:00:00.0000009Z",
        "2025-03-13T16:30:00-09:30",
    ],
)
def test_one_instant_has_many_texts(text: str) -> None:
    assert read_instant(text, SHANGHAI, pointer="") == MARCH_14


def test_it_is_written_in_utc_with_six_digits() -> None:
    assert format_instant(MARCH_14) == "2025-03-14T02:00:00.000000Z"
    assert format_instant(MARCH_14 + 1) == "2025-03-14T02:00:00.000001Z"
    assert format_instant(-1) == "1969-12-31T23:59:59.999999Z"


def test_a_date_alone_is_its_first_moment_in_the_zone() -> None:
    assert format_instant(read_instant("2025-03-14", SHANGHAI, pointer="")) == "2025-03-13T16:00:00.000000Z"


def test_a_day_whose_midnight_is_skipped_begins_at_its_first_instant() -> None:
    sao_paulo = ZoneInfo("America/Sao_Paulo")
    assert format_instant(day_start(date(2018, 11, 4), sao_paulo)) == "2018-11-04T03:00:00.000000Z"


def test_a_day_whose_midnight_comes_twice_begins_at_the_earlier() -> None:
    havana = ZoneInfo("America/Havana")
    assert format_instant(day_start(date(2024, 11, 3), havana)) == "2024-11-03T04:00:00.000000Z"


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-14T10:00:00",
        "2025-02-30",
        "2025-02-30T10:00:00Z",
        "2025-03-14T24:00:00Z",
        "2025-03-14T10:00:60Z",
        "2025-03-14T10:00:00+25:00",
        "2025-03-14T10:00Z",
        "20250314T100000Z",
        "2025-W11-5",
        "14.03.2025",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "２０２５-03-14",
        " 2025-03-14",
        "",
        None,
        1741917600,
    ],
)
def test_anything_else_is_refused_with_its_place_and_a_remedy(text: object) -> None:
    with pytest.raises(Invalid) as refused:
        read_instant(text, UTC, pointer="/occurred_at")
    assert refused.value.problems[0].pointer == "/occurred_at"
    assert refused.value.problems[0].remedy


@pytest.mark.parametrize("text", ["0001-01-01", "0001-01-02T00:00:00Z", "9999-12-31T00:00:00Z", "9999-12-31"])
@pytest.mark.parametrize("zone", ["Etc/GMT+12", "UTC", "Pacific/Kiritimati"])
def test_what_is_read_can_be_written_in_every_zone(text: str, zone: str) -> None:
    try:
        read = read_instant(text, ZoneInfo(zone), pointer="")
    except Invalid:
        return
    assert format_instant(read)
    for other in ("Etc/GMT+12", "Pacific/Kiritimati"):
        assert from_micros(read).astimezone(ZoneInfo(other))


def test_a_local_time_is_told_to_add_its_offset() -> None:
    with pytest.raises(Invalid, match="add the offset"):
        read_instant("2025-03-14T10:00:00", SHANGHAI, pointer="/occurred_at")


def test_the_range_runs_from_1900_in_the_zone_to_five_minutes_ahead() -> None:
    five_minutes = 300_000_000
    check_range(MARCH_14 + five_minutes, MARCH_14, "")
    with pytest.raises(Invalid, match="future"):
        check_range(MARCH_14 + five_minutes + 1, MARCH_14, "")
    first = read_instant("1900-01-01", SHANGHAI, pointer="")
    check_range(first, MARCH_14, "", zone=SHANGHAI)
    with pytest.raises(Invalid, match="1900"):
        check_range(first - 1, MARCH_14, "", zone=SHANGHAI)


def test_dates_are_read_strictly() -> None:
    assert read_date("2024-02-29", pointer="") == date(2024, 2, 29)
    for bad in ("2023-02-29", "20240229", "2024-2-29", 20240229, None):
        with pytest.raises(Invalid):
            read_date(bad, pointer="")


@given(
    st.integers(
        min_value=to_micros(datetime(1, 1, 2, tzinfo=UTC)), max_value=to_micros(datetime(9999, 12, 30, tzinfo=UTC))
    )
)
def test_what_is_written_reads_back(us: int) -> None:
    assert read_instant(format_instant(us), UTC, pointer="") == us
    assert to_micros(from_micros(us)) == us


@given(st.datetimes(), st.integers(min_value=-1439, max_value=1439))
def test_any_offset_reads_as_the_same_instant(local: datetime, minutes: int) -> None:
    sign, (hours, rest) = "+" if minutes >= 0 else "-", divmod(abs(minutes), 60)
    text = f"{local.isoformat(timespec='microseconds')}{sign}{hours:02}:{rest:02}"
    expected = to_micros(local.replace(tzinfo=UTC)) - timedelta(minutes=minutes) // timedelta(microseconds=1)
    assert read_instant(text, UTC, pointer="") == expected
