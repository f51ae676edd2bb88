"""request_open: unanswered for two days, then for seven."""

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import happened, registered, severity, signal

ASKED = [registered(), happened("2025-03-03", "RequestRaised", request_id="R-1")]


@shows("request_open")
@pytest.mark.parametrize(
    ("on", "expected"),
    [("2025-03-04", None), ("2025-03-05", "watch"), ("2025-03-09", "watch"), ("2025-03-10", "alert")],
)
def test_it_grows_with_the_days_without_an_answer(on: str, expected: str | None) -> None:
    assert severity("request_open", ASKED, on) == expected


def test_the_oldest_request_gives_the_numbers_and_all_open_ones_the_evidence() -> None:
    second = happened("2025-03-05", "RequestRaised", request_id="R-2")
    found = signal("request_open", [*ASKED, second], "2025-03-11")
    assert found is not None
    assert (found["value"], found["threshold"], found["unit"]) == (8, 7, "days")
    assert (found["since"], found["evidence"], found["cause"]) == ("2025-03-05", [2, 3], "own")
    assert found["reason"] == "Request R-1 of 3 Mar 2025 has had no answer for 8 days; 1 more."
    assert found["absences"] == ["no answer to request R-1 since 3 Mar 2025"]


def test_an_answer_counts_from_its_own_time_on() -> None:
    answered = [*ASKED, happened("2025-03-08", "RequestAnswered", request_id="R-1")]
    assert severity("request_open", answered, "2025-03-07") == "watch"
    assert severity("request_open", answered, "2025-03-08") is None
