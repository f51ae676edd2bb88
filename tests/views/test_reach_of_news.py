"""Which new events any past month-end review may see."""

from datetime import UTC, datetime

import pytest

from ledger.times import to_micros
from projections.clocks import Clocks
from projections.journal import LEDGER_STREAM
from projections.parameters import Parameters
from projections.policy_file import default_policy
from projections.season import SeasonWindow
from projections.sizes import CutOffs, sizing_of
from projections.views.step import News, reach_the_past, said_of_the_past

WINDOW, SIZING = SeasonWindow(84, 336), sizing_of(default_policy().policy)
LAST_SECOND = datetime(2025, 3, 14, 23, 59, 59, 999_999, tzinfo=UTC)


def clocks(as_of: datetime = LAST_SECOND) -> Clocks:
    return Clocks(as_of=to_micros(as_of), known_at=0, position=9, cut=9, rules=default_policy())


def news(kind: str, at: datetime, customer: str = "C-1") -> list[News]:
    return [News(9, "id", customer, kind, to_micros(at), to_micros(at))]


@pytest.mark.parametrize(
    ("kind", "day", "reaches"),
    [
        ("VisitMade", (2025, 3, 1), False),
        ("VisitMade", (2025, 2, 28), True),
        ("CustomerRegistered", (2025, 3, 10), True),
        ("EventRetracted", (2025, 3, 10), True),
        ("CustomersMerged", (2025, 3, 10), True),
    ],
)
def test_only_what_occurred_since_the_last_month_end_leaves_the_past_alone(
    kind: str, day: tuple[int, int, int], reaches: bool
) -> None:
    assert reach_the_past(news(kind, datetime(*day, 9, tzinfo=UTC)), clocks()) is reaches


def test_what_the_ledger_says_of_itself_reaches_the_past() -> None:
    assert reach_the_past(news("ImportReverted", datetime(2025, 3, 10, tzinfo=UTC), LEDGER_STREAM), clocks())


def test_on_the_last_day_of_a_month_its_own_review_is_one_of_the_past() -> None:
    evening = datetime(2025, 3, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    assert reach_the_past(news("VisitMade", datetime(2025, 3, 31, 9, tzinfo=UTC)), clocks(evening))


def test_a_season_that_changed_today_alone_leaves_the_past_alone() -> None:
    march, february = 20_161, 20_147  # the 14th, the 28th
    before = Parameters(season={WINDOW: {february: 1.0, march: 1.0}})
    today = Parameters(season={WINDOW: {february: 1.0, march: 1.05}})
    earlier = Parameters(season={WINDOW: {february: 1.05, march: 1.0}})
    assert not said_of_the_past(before, today, clocks())
    assert said_of_the_past(before, earlier, clocks())


def test_a_cut_off_that_changed_reaches_the_past() -> None:
    before = Parameters(cut_offs={SIZING: {20_147: CutOffs(a=500, b=100)}})
    after = Parameters(cut_offs={SIZING: {20_147: CutOffs(a=510, b=100)}})
    assert said_of_the_past(before, after, clocks())
