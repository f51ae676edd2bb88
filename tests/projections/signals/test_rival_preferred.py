"""rival_preferred: what they perceive of us beside the best rival."""

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import Happened, happened, registered, severity, signal


def surveyed(on: str, perceived: str, best_rival: str | None, **data: str) -> Happened:
    score = {"dimension": "price", "perceived": perceived, "expected": "7", "best_rival": best_rival}
    return happened(on, "SatisfactionSurveyed", scores=[score], **data)


@shows("rival_preferred")
@pytest.mark.parametrize(
    ("rival", "expected"),
    [
        ("7", None),
        ("7.01", "watch"),
        ("8", "watch"),
        ("8.01", "alert"),
        ("9", "alert"),
        ("9.01", "crisis"),
        (None, None),
    ],
)
def test_it_grows_with_the_points_we_are_behind(rival: str | None, expected: str | None) -> None:
    assert severity("rival_preferred", [registered(), surveyed("2025-01-10", "7", rival)], "2025-02-01") == expected


def test_a_survey_counts_for_a_year_and_until_the_same_person_is_asked_again() -> None:
    events = [registered(), surveyed("2025-01-10", "7", "8.5")]
    assert severity("rival_preferred", events, "2026-01-09") == "alert"
    assert severity("rival_preferred", events, "2026-01-10") is None
    assert severity("rival_preferred", [*events, surveyed("2025-02-10", "8", "7")], "2025-03-01") is None


def test_it_says_how_far_behind_and_by_which_surveys() -> None:
    described = happened("2025-01-01", "ContactAdded", contact_id="K-1", name="N", department="D", level="middle")
    events = [
        registered(),
        described,
        surveyed("2025-01-10", "7", "8"),
        surveyed("2025-01-11", "6", "8", contact_id="K-1"),
    ]
    found = signal("rival_preferred", events, "2025-02-15")
    assert found is not None
    assert (found["severity"], found["value"], found["threshold"]) == ("alert", -1.5, -1)
    assert (found["since"], found["evidence"], found["cause"]) == ("2025-01-31", [3, 4], "rival")
    assert found["reason"] == "Asked beside the best rival, we are 1.5 points behind, by 2 surveys."
