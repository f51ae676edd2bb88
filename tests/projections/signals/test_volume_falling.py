"""volume_falling: orders against those of the year before, beyond what chance gives."""

import pytest

from projections.parameters import Parameters
from projections.season import SeasonWindow
from tests.model.showing import shows
from tests.projections.signals.one_customer import every, ordered, registered, severity, signal, standing

STOPPED = [registered(), *map(ordered, every(5, "2023-01-01", 100))]  # the last on 10 May 2024


@shows("volume_falling")
@pytest.mark.parametrize(
    ("on", "expected"),
    [("2024-06-19", None), ("2024-06-24", "watch"), ("2024-07-24", "alert"), ("2024-08-23", "crisis")],
)
def test_the_longer_fewer_orders_come_the_worse_it_is(on: str, expected: str | None) -> None:
    assert severity("volume_falling", STOPPED, on) == expected


def test_it_says_what_was_expected() -> None:
    found = signal("volume_falling", STOPPED, "2024-07-24")
    assert found is not None
    assert (found["value"], found["threshold"], found["parts"]["z"]) == (0.4328, 0.3, -2.29)
    assert found["reason"] == (
        "In the last 168 days 19 orders where 33.5 were expected from their own past year and the season of the whole "
        "book; chance alone gives so few in about 1 % of cases."
    )


def test_where_the_whole_book_orders_less_it_is_the_season() -> None:
    season = Parameters(season={SeasonWindow(168, 336): {19928: 0.6}})  # 24 Jul 2024
    found = standing(STOPPED, "2024-07-24", season)["risk"]["signals"]
    assert "alert" not in [row["severity"] for row in found if row["name"] == "volume_falling"]


def test_fewer_than_five_expected_orders_are_too_few_to_judge() -> None:
    rare = [registered(), *map(ordered, every(60, "2022-01-01", 12))]
    assert severity("volume_falling", rare, "2024-12-31") is None
