"""complaint_open: how near its deadline a complaint is, by its severity."""

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import Happened, happened, registered, severity, signal


def raised(severity_: str) -> list[Happened]:
    complaint = {"complaint_id": "K-1", "severity": severity_, "category": "delivery"}
    return [registered(), happened("2025-03-03", "ComplaintRaised", **complaint)]


@shows("complaint_open")
@pytest.mark.parametrize(
    ("of", "at", "expected"),
    [
        ("minor", "2025-03-15", None),
        ("minor", "2025-03-16", "watch"),
        ("minor", "2025-03-18", "alert"),
        ("minor", "2025-06-18", "alert"),
        ("major", "2025-03-08", None),
        ("major", "2025-03-09", "watch"),
        ("major", "2025-03-10", "watch"),
        ("major", "2025-03-11", "alert"),
        ("major", "2025-03-17", "alert"),
        ("major", "2025-03-18", "crisis"),
        ("critical", "2025-03-03T12:00", "watch"),
        ("critical", "2025-03-05T00:00", "watch"),
        ("critical", "2025-03-05T00:01", "alert"),
        ("critical", "2025-03-06T12:00", "alert"),
        ("critical", "2025-03-06T12:01", "crisis"),
    ],
)
def test_the_deadline_is_that_of_its_severity(of: str, at: str, expected: str | None) -> None:
    assert severity("complaint_open", raised(of), at) == expected


@shows("complaint_open", None)
def test_resolving_it_ends_it() -> None:
    resolved = [*raised("critical"), happened("2025-03-04", "ComplaintResolved", complaint_id="K-1")]
    assert severity("complaint_open", resolved, "2025-03-20") is None


def test_opened_again_it_has_half_the_time_and_is_at_least_an_alert() -> None:
    again = [
        *raised("major"),
        happened("2025-03-04", "ComplaintResolved", complaint_id="K-1"),
        happened("2025-03-10", "ComplaintReopened", complaint_id="K-1"),
    ]
    found = signal("complaint_open", again, "2025-03-17")
    assert found is not None
    assert (found["severity"], found["since"], found["cause"]) == ("alert", "2025-03-10", "own")
    assert severity("complaint_open", again, "2025-03-18") == "crisis"
