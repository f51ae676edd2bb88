"""Calendar arithmetic of section 0: month ends, days of a zone, the same moment some months before."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.times import to_micros
from projections.calendar import FEW, day_end, is_month_end, local_days, month_ends, months_before

UTC = ZoneInfo("UTC")
LONDON = ZoneInfo("Europe/London")
ZONES = [UTC, LONDON, ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York"), ZoneInfo("Pacific/Apia")]


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2023, 2, 28), 12, date(2022, 2, 28)),
        (date(2025, 2, 28), 12, date(2024, 2, 29)),
        (date(2024, 4, 30), 6, date(2023, 10, 31)),
        (date(2024, 8, 30), 6, date(2024, 2, 29)),
        (date(2024, 3, 15), 1, date(2024, 2, 15)),
        (date(2024, 1, 31), 36, date(2021, 1, 31)),
    ],
)
def test_a_month_end_maps_to_a_month_end_and_a_missing_day_to_the_last(day: date, months: int, earlier: date) -> None:
    assert months_before(day_end(day, UTC), months, UTC) == day_end(earlier, UTC)


def test_an_instant_on_the_last_day_of_a_month_is_no_month_end() -> None:
    noon = to_micros(datetime(2025, 2, 28, 12, tzinfo=UTC))
    assert not is_month_end(noon, UTC)
    assert months_before(noon, 12, UTC) == to_micros(datetime(2024, 2, 28, 12, tzinfo=UTC))
    assert is_month_end(day_end(date(2025, 2, 28), UTC), UTC)
    assert not is_month_end(day_end(date(2025, 2, 28), UTC) - 1, UTC)


def test_a_day_ends_in_its_own_zone_also_when_the_clocks_change() -> None:
    assert day_end(date(2025, 3, 30), LONDON) == to_micros(datetime(2025, 3, 30, 23, tzinfo=UTC)) - 1
    assert day_end(date(2025, 10, 26), LONDON) == to_micros(datetime(2025, 10, 27, tzinfo=UTC)) - 1


def test_month_ends_run_from_the_month_of_the_first_event_up_to_the_asked_moment() -> None:
    first = to_micros(datetime(2025, 1, 31, 23, 59, tzinfo=UTC))
    ends = month_ends(first, day_end(date(2025, 3, 31), UTC), UTC)
    assert ends == [day_end(d, UTC) for d in (date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 31))]
    assert month_ends(first, day_end(date(2025, 1, 31), UTC) - 1, UTC) == []


@given(
    st.lists(st.integers(-(2**50), 2**51), min_size=2, max_size=20),
    st.sampled_from(ZONES),
)
def test_days_of_many_moments_equal_the_days_of_each(moments: list[int], zone: ZoneInfo) -> None:
    from projections.calendar import day_number, local

    days = [day_number(local(moment, zone).date()) for moment in moments]
    assert local_days(np.array(moments), zone).tolist() == days
    assert local_days(np.array(moments * FEW), zone).tolist() == days * FEW
    assert local_days(np.array([], dtype=np.int64), zone).tolist() == []


@given(st.integers(0, 2**50), st.integers(0, 2**50), st.integers(1, 60), st.sampled_from(ZONES))
def test_going_back_some_months_keeps_the_order_of_days(a: int, b: int, months: int, zone: ZoneInfo) -> None:
    from projections.calendar import local

    early, late = sorted(day_end(local(m, zone).date(), zone) for m in (a, b))
    assert months_before(early, months, zone) <= months_before(late, months, zone) < late
