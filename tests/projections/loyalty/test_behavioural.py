"""Behavioural loyalty: rhythm, volume, share of wallet; known parts only, nothing before enough orders."""

import pytest

from tests.model.showing import shows
from tests.projections.loyalty.told import adds_up, loyalty
from tests.projections.signals.one_customer import Happened, every, happened, ordered, registered

MONTHLY = [ordered(f"20{month // 12:02}-{month % 12 + 1:02}-20") for month in range(22 * 12, 24 * 12 + 5)]
ON = "2024-06-05"


def wallet(amount: str) -> Happened:
    return happened("2022-01-01", "AnnualSpendEstimated", amount=amount, currency="EUR")


@shows("behavioural", "known")
def test_who_buys_as_ever_and_mainly_from_us_has_all_points() -> None:
    score = loyalty([registered(), wallet("2000.00"), *MONTHLY], ON)["behavioural"]
    assert (score["value"], score["absences"]) == (100, [])
    assert {name: part["points"] for name, part in score["parts"].items()} == {"rhythm": 25, "volume": 25, "share": 50}
    assert score["reason"] == "100 of 100: rhythm 100, volume 100, share of wallet 100."


def test_a_share_of_a_quarter_is_half_of_its_points() -> None:
    score = loyalty([registered(), wallet("4800.00"), *MONTHLY], ON)["behavioural"]
    assert score["parts"]["share"] == {"value": 50, "points": 25}
    assert (score["value"], adds_up(score)) == (75, True)


def test_unknown_parts_are_dropped_and_asked_for() -> None:
    score = loyalty([registered(), *MONTHLY], ON)["behavioural"]
    assert (score["value"], score["parts"]["share"]) == (100, None)
    assert score["absences"] == ["wallet never estimated: share unknown"]


def test_a_returned_half_of_the_year_halves_the_volume() -> None:
    returned = happened("2024-06-01", "GoodsReturned", order_id="O 2024-05-20", amount="600.00", currency="EUR")
    score = loyalty([registered(), *MONTHLY, returned], ON)["behavioural"]
    assert score["parts"]["volume"]["value"] == 50
    assert (score["value"], adds_up(score)) == (75, True)


@shows("behavioural", None)
def test_without_an_order_it_is_unknown() -> None:
    score = loyalty([registered()], ON)["behavioural"]
    assert (score["value"], score["trend"], score["reason"]) == (None, None, "No order yet: not enough to judge.")
    assert set(score["parts"].values()) == {None}


@pytest.mark.parametrize(
    ("first", "times", "judged"),
    [("2024-01-01", 2, False), ("2023-12-09", 3, False), ("2023-12-08", 3, True)],
)
def test_it_takes_three_orders_and_half_a_year(first: str, times: int, judged: bool) -> None:
    events = [registered(), *(ordered(on) for on in every(60, first, times))]
    score = loyalty(events, "2024-06-05")["behavioural"]
    assert (score["value"] is not None) is judged
    if not judged:
        assert score["reason"].endswith("3 in at least 180 days are needed: not enough to judge.")


def test_an_interrupted_relationship_is_no_loyalty() -> None:
    ended = happened("2024-06-01", "RelationshipEnded", by="customer", reason="rival_price")
    score = loyalty([registered(), *MONTHLY, ended], ON)["behavioural"]
    assert (score["value"], score["trend"], adds_up(score)) == (0, "down", True)
    assert score["reason"].startswith("0 of 100: the relationship is interrupted")


def test_silence_shows_as_a_trend_down() -> None:
    score = loyalty([registered(), *MONTHLY], "2024-08-30")["behavioural"]
    assert score["parts"]["rhythm"]["value"] < 50
    assert score["trend"] == "down"
