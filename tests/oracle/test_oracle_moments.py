"""The oracle's calendar, by hand."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from tests.oracle.moments import Moment, months_earlier, review_moments

LONDON, SHANGHAI = ZoneInfo("Europe/London"), ZoneInfo("Asia/Shanghai")
SAO_PAULO, UTC_ZONE = ZoneInfo("America/Sao_Paulo"), ZoneInfo("UTC")


def test_a_month_end_maps_to_a_month_end() -> None:
    assert months_earlier(date(2023, 2, 28), 12, keep_month_end=True) == date(2022, 2, 28)
    assert months_earlier(date(2025, 2, 28), 12, keep_month_end=True) == date(2024, 2, 29)
    assert months_earlier(date(2024, 4, 30), 1, keep_month_end=True) == date(2024, 3, 31)


def test_a_day_the_earlier_month_lacks_becomes_its_last_day() -> None:
    assert months_earlier(date(2024, 8, 30), 6, keep_month_end=True) == date(2024, 2, 29)
    assert months_earlier(date(2023, 8, 29), 6, keep_month_end=True) == date(2023, 2, 28)


def test_an_instant_before_the_last_microsecond_of_a_month_end_is_no_month_end() -> None:
    noon = Moment(at=datetime(2024, 4, 30, 12, tzinfo=UTC), zone=UTC_ZONE)
    assert not noon.ends_month
    assert noon.before(1).at == datetime(2024, 3, 30, 12, tzinfo=UTC)
    last = Moment(at=datetime(2024, 4, 30, 23, 59, 59, 999999, tzinfo=UTC), zone=UTC_ZONE)
    assert last.ends_month
    assert last.before(1).at == datetime(2024, 3, 31, 23, 59, 59, 999999, tzinfo=UTC)


def test_the_last_microsecond_of_a_day_follows_the_zone() -> None:
    assert Moment.ending(date(2024, 7, 31), LONDON).at == datetime(2024, 7, 31, 22, 59, 59, 999999, tzinfo=UTC)
    assert Moment.ending(date(2024, 7, 31), SHANGHAI).at == datetime(2024, 7, 31, 15, 59, 59, 999999, tzinfo=UTC)


def test_where_clocks_change_at_midnight_the_day_still_ends_once() -> None:
    back, forward = Moment.ending(date(2018, 2, 17), SAO_PAULO), Moment.ending(date(2018, 11, 3), SAO_PAULO)
    assert back.at == datetime(2018, 2, 18, 2, 59, 59, 999999, tzinfo=UTC)
    assert forward.at == datetime(2018, 11, 4, 2, 59, 59, 999999, tzinfo=UTC)
    assert (back.day, forward.day) == (date(2018, 2, 17), date(2018, 11, 3))


def test_a_wall_time_the_clocks_skipped_moves_forward() -> None:
    skipped = Moment(at=datetime(2024, 5, 31, 0, 30, tzinfo=UTC), zone=LONDON)  # 01:30 in London
    assert skipped.before(2).at == datetime(2024, 3, 31, 1, 30, tzinfo=UTC)  # 01:30 does not exist, 02:30 BST


def test_a_doubled_wall_time_is_the_earlier_unless_asked_in_the_later() -> None:
    new_york = ZoneInfo("America/New_York")
    plain = Moment(at=datetime(2025, 11, 3, 6, 30, tzinfo=UTC), zone=new_york)  # 01:30, once on that day
    assert plain.before(12).at == datetime(2024, 11, 3, 5, 30, tzinfo=UTC)
    later = Moment(at=datetime(2024, 11, 3, 6, 30, tzinfo=UTC), zone=new_york)  # the second 01:30
    assert later.before(60).at == datetime(2019, 11, 3, 6, 30, tzinfo=UTC)


def test_reviews_are_month_ends_and_the_asked_for_moment() -> None:
    first = datetime(2024, 1, 31, 23, 59, tzinfo=UTC)
    on = [m.day for m in review_moments(first, Moment.ending(date(2024, 3, 15), UTC_ZONE))]
    assert on == [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 15)]


def test_an_asked_for_month_end_is_one_review() -> None:
    first = datetime(2024, 2, 1, tzinfo=UTC)
    moments = review_moments(first, Moment.ending(date(2024, 3, 31), UTC_ZONE))
    assert [m.day for m in moments] == [date(2024, 2, 29), date(2024, 3, 31)]


def test_an_instant_on_a_month_end_is_a_review_of_its_own() -> None:
    first = datetime(2024, 2, 1, tzinfo=UTC)
    moments = review_moments(first, Moment(at=datetime(2024, 2, 29, 12, tzinfo=UTC), zone=UTC_ZONE))
    assert [(m.day, m.ends_month) for m in moments] == [(date(2024, 2, 29), False)]


def test_the_first_event_counts_by_its_local_day() -> None:
    first = datetime(2024, 1, 31, 16, tzinfo=UTC)  # already February in Shanghai
    moments = review_moments(first, Moment.ending(date(2024, 2, 29), SHANGHAI))
    assert [m.day for m in moments] == [date(2024, 2, 29)]
