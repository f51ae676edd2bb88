"""Emotional loyalty: recommendations and attitudes as a base, referrals as a bonus."""

from tests.model.showing import shows
from tests.projections.loyalty.told import adds_up, contact, loyalty
from tests.projections.signals.one_customer import Happened, happened, registered

ON = "2024-06-05"


def recommends(score: str, on: str = "2024-06-01") -> Happened:
    return happened(on, "RecommendationScored", score=score)


def stands(code: str, attitude: str, on: str = "2024-06-01") -> Happened:
    return happened(on, "AttitudeObserved", contact_id=code, attitude=attitude)


def refers(on: str = "2024-06-01") -> Happened:
    return happened(on, "ReferralMade")


@shows("emotional", None)
@shows("trend", None)
def test_nothing_known_is_unknown() -> None:
    score = loyalty([registered()], ON)["emotional"]
    assert (score["value"], score["trend"]) == (None, None)
    assert score["reason"].endswith("not enough to judge.")


@shows("emotional", "known")
def test_recommendation_weighs_twice_as_much_as_attitude() -> None:
    people = [contact("K-1", influence="0.5"), contact("K-2", influence="0.5")]
    events = [registered(), *people, recommends("9"), stands("K-1", "supporter"), stands("K-2", "neutral")]
    score = loyalty(events, ON)["emotional"]
    assert (score["value"], adds_up(score)) == (85, True)
    assert score["parts"]["recommendation"] == {"value": 90, "points": 60}
    assert score["parts"]["attitude"] == {"value": 75, "points": 25}


def test_one_observed_of_little_influence_says_nothing_of_all() -> None:
    people = [contact("K-1", influence="0.2"), contact("K-2", influence="0.3")]
    assert loyalty([registered(), *people, stands("K-1", "supporter")], ON)["emotional"]["value"] is None
    assert loyalty([registered(), *people, stands("K-2", "supporter")], ON)["emotional"]["value"] == 80


def test_who_left_counts_no_longer() -> None:
    people = [contact("K-1", influence="0.5"), contact("K-2", influence="0.5")]
    said = [stands("K-1", "opponent"), stands("K-2", "supporter")]
    assert loyalty([registered(), *people, *said], ON)["emotional"]["value"] == 50
    left = happened("2024-06-02", "ContactLeft", contact_id="K-1")
    assert loyalty([registered(), *people, *said, left], ON)["emotional"]["value"] == 100


def test_referrals_add_ten_each_at_most_twenty_and_never_above_a_hundred() -> None:
    assert loyalty([registered(), recommends("7"), refers()], ON)["emotional"]["value"] == 80
    assert loyalty([registered(), recommends("7"), refers(), refers(), refers()], ON)["emotional"]["value"] == 90
    full = loyalty([registered(), recommends("9.5"), refers()], ON)["emotional"]
    assert (full["value"], adds_up(full)) == (100, True)


def test_referrals_alone_stand_on_sixty() -> None:
    score = loyalty([registered(), refers()], ON)["emotional"]
    assert (score["value"], adds_up(score), score["evidence"]) == (70, True, [2])
    assert score["reason"] == "70 of 100: they refer others to us 60, referrals +10."


def test_two_years_later_it_is_unknown_again() -> None:
    assert (
        loyalty([registered(), refers("2022-06-05"), recommends("9", "2022-06-05")], ON)["emotional"]["value"] is None
    )
