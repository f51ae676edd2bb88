"""opponent_gaining: the mean attitude, its fall, and deciders against us."""

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import Happened, happened, registered, severity, signal


def people() -> list[Happened]:
    return [
        registered("2023-01-01"),
        *(
            happened("2023-01-02", "ContactAdded", contact_id=k, name="N", department="D", level="middle", influence=i)
            for k, i in (("K-1", "0.5"), ("K-2", "0.3"), ("K-3", "0.2"))
        ),
    ]


def seen(on: str, contact_id: str, attitude: str) -> Happened:
    return happened(on, "AttitudeObserved", contact_id=contact_id, attitude=attitude)


@shows("opponent_gaining")
@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("neutral", "neutral", None),
        ("supporter", "opponent", None),
        ("neutral", "opponent", "alert"),
        ("opponent", "neutral", "alert"),
        ("opponent", "opponent", "crisis"),
    ],
)
def test_the_mean_is_weighted_by_influence(first: str, second: str, expected: str | None) -> None:
    events = [*people(), seen("2025-01-10", "K-1", first), seen("2025-01-10", "K-2", second)]
    assert severity("opponent_gaining", events, "2025-02-01") == expected


def test_one_small_voice_is_not_enough_to_know_the_mean() -> None:
    assert severity("opponent_gaining", [*people(), seen("2025-01-10", "K-3", "opponent")], "2025-02-01") is None
    assert severity("opponent_gaining", [*people(), seen("2025-01-10", "K-1", "opponent")], "2025-02-01") == "alert"


def test_an_observation_counts_for_a_year() -> None:
    events = [*people(), seen("2025-01-10", "K-1", "opponent")]
    assert severity("opponent_gaining", events, "2026-01-09") == "alert"
    assert severity("opponent_gaining", events, "2026-01-10") is None


def test_a_mean_known_only_of_those_who_were_there_before_is_none_of_today() -> None:
    decides = happened("2024-01-02", "ContactChanged", contact_id="K-3", role="decider")
    came = happened(
        "2025-01-15", "ContactAdded", contact_id="K-4", name="N", department="D", level="executive", influence="1"
    )
    left = [happened("2025-01-20", "ContactLeft", contact_id=k) for k in ("K-1", "K-2")]
    found = signal(
        "opponent_gaining", [*people(), decides, came, seen("2025-01-10", "K-3", "opponent"), *left], "2025-02-01"
    )
    assert found is not None
    assert (found["severity"], found["parts"]["mean"]) == ("alert", None)


def test_a_decider_against_us_is_an_alert_whatever_the_mean() -> None:
    decides = happened("2024-01-02", "ContactChanged", contact_id="K-3", role="decider")
    events = [*people(), decides, seen("2025-01-10", "K-3", "opponent")]
    found = signal("opponent_gaining", events, "2025-02-01")
    assert found is not None
    assert (found["severity"], found["evidence"]) == ("alert", [6])
    assert found["reason"] == "A decider stands against us: K-3."
    left = happened("2025-01-20", "ContactLeft", contact_id="K-3")
    assert severity("opponent_gaining", [*events, left], "2025-02-01") is None


@shows("opponent_gaining")
@pytest.mark.parametrize(("now", "expected"), [("supporter", None), ("neutral", "watch")])
def test_a_fall_of_three_tenths_in_half_a_year_is_a_watch(now: str, expected: str | None) -> None:
    before = [seen("2024-06-01", k, "supporter") for k in ("K-1", "K-2")]
    events = [*people(), *before, seen("2025-01-10", "K-2", now)]
    found = signal("opponent_gaining", events, "2025-02-15")
    assert (found and found["severity"]) == expected
    if found is not None:
        assert (found["value"], found["threshold"], found["since"]) == (0.3, 0.3, "2025-01-31")
        assert found["reason"] == "The mean attitude of the same people fell from 0.8 to 0.5 in 182 days."


def test_whoever_left_or_came_since_is_not_compared() -> None:
    before = [seen("2024-06-01", k, "supporter") for k in ("K-1", "K-2")]
    left = happened("2025-01-10", "ContactLeft", contact_id="K-2")
    assert severity("opponent_gaining", [*people(), *before, left], "2025-02-15") is None
