"""executive_silence: against 90 days in strategic, and by tier in stable."""

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import happened, severity, signal
from tests.projections.signals.stages import in_initial, in_stable, in_strategic

TIER_A = happened("2024-01-01", "TierAssigned", tier="A")
TIER_C = happened("2024-01-01", "TierAssigned", tier="C")


@shows("executive_silence")
@pytest.mark.parametrize(
    ("on", "expected"),
    [("2024-04-08", None), ("2024-04-09", "watch"), ("2024-07-07", "watch"), ("2024-07-08", "alert")],
)
def test_in_strategic_executives_meet_every_ninety_days(on: str, expected: str | None) -> None:
    assert severity("executive_silence", in_strategic(), on) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2024-08-26", None), ("2024-08-27", "watch"), ("2025-02-22", "watch"), ("2025-02-23", "alert")],
)
def test_in_stable_without_a_meeting_it_counts_from_the_entry(on: str, expected: str | None) -> None:
    assert severity("executive_silence", [*in_stable(), TIER_A], on) == expected


def test_tier_c_is_at_most_a_watch() -> None:
    met = happened("2024-01-10", "ExecutiveMeetingHeld", contact_ids=[], our_executive="Chen")
    assert severity("executive_silence", [*in_stable(), TIER_C, met], "2025-12-30") == "watch"


def test_without_tier_and_below_stable_none_is_expected() -> None:
    assert severity("executive_silence", in_stable(), "2025-11-30") is None
    assert severity("executive_silence", [*in_initial(), TIER_A], "2025-11-30") is None


def test_an_agreed_rhythm_comes_first() -> None:
    agreed = happened("2024-02-01", "ContactRhythmAgreed", kind="executive", every_days=30)
    assert severity("executive_silence", [*in_strategic(), agreed], "2024-02-29") == "watch"


def test_it_says_since_when_and_what_was_expected() -> None:
    events = in_strategic()
    found = signal("executive_silence", events, "2024-04-30")
    assert found is not None
    assert (found["value"], found["threshold"], found["since"], found["cause"]) == (111, 90, "2024-04-09", "own")
    assert found["evidence"] == [len(events)]
    assert found["absences"] == ["no executive meeting since 10 Jan 2024; the rhythm expects one every 90 days"]
    waiting = signal("executive_silence", [*in_stable(), TIER_A], "2024-09-30")
    assert waiting is not None
    assert waiting["reason"].startswith("No executive meeting yet, and in this stage since 29 Feb 2024, for 214 days;")
