"""review_due: as often as the tier asks, and never without a tier."""

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import Happened, happened, registered, severity, signal


def tiered(tier: str) -> list[Happened]:
    return [registered("2025-01-01"), happened("2025-01-01", "TierAssigned", tier=tier)]


@shows("review_due")
@pytest.mark.parametrize(
    ("tier", "on", "expected"),
    [
        ("A", "2025-03-31", None),
        ("A", "2025-04-01", "watch"),
        ("B", "2025-06-29", None),
        ("B", "2025-06-30", "watch"),
        ("C", "2025-12-31", None),
        ("C", "2026-01-01", "watch"),
    ],
)
def test_it_counts_from_the_first_event(tier: str, on: str, expected: str | None) -> None:
    assert severity("review_due", tiered(tier), on) == expected


def test_a_review_starts_the_count_anew() -> None:
    events = [*tiered("A"), happened("2025-03-01", "AccountReviewed", period="2025 Q1")]
    assert severity("review_due", events, "2025-05-29") is None
    found = signal("review_due", events, "2025-06-01")
    assert found is not None
    assert (found["value"], found["threshold"], found["since"], found["evidence"]) == (92, 90, "2025-05-30", [3])
    assert found["absences"] == ["no account review since 1 Mar 2025"]


def test_without_a_tier_nothing_is_due() -> None:
    assert severity("review_due", [registered("2020-01-01")], "2025-06-01") is None
