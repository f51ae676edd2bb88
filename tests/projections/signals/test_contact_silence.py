"""contact_silence: days without contact against the rhythm agreed, or that of the tier."""

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import every, happened, ordered, registered, severity, signal

CALLED = [registered(), happened("2024-09-01", "CallMade", contact_ids=["K-1"])]
TIER_A = happened("2024-08-01", "TierAssigned", tier="A")


@shows("contact_silence")
@pytest.mark.parametrize(
    ("on", "expected"),
    [("2024-12-29", None), ("2024-12-30", "watch"), ("2025-04-28", "watch"), ("2025-04-29", "alert")],
)
def test_without_a_tier_it_is_every_sixty_days(on: str, expected: str | None) -> None:
    assert severity("contact_silence", CALLED, on) == expected


@shows("contact_silence", "crisis", "alert")
def test_eight_rhythms_are_a_crisis_where_an_order_is_overdue_too() -> None:
    overdue = [*CALLED, *map(ordered, every(14, "2024-01-10", 20))]
    assert severity("contact_silence", overdue, "2025-12-24") == "alert"
    assert severity("contact_silence", overdue, "2025-12-25") == "crisis"
    assert severity("contact_silence", CALLED, "2025-12-25") == "alert"


def test_the_rhythm_agreed_comes_before_that_of_the_tier() -> None:
    assert severity("contact_silence", [*CALLED, TIER_A], "2024-10-31") == "watch"
    agreed = happened("2024-09-02", "ContactRhythmAgreed", kind="contact", every_days=50)
    assert severity("contact_silence", [*CALLED, TIER_A, agreed], "2024-12-09") is None
    found = signal("contact_silence", [*CALLED, TIER_A, agreed], "2024-12-20")
    assert found is not None
    assert (found["value"], found["threshold"], found["since"]) == (110, 100, "2024-12-10")


@shows("contact_silence", None)
def test_who_was_never_contacted_is_not_silent() -> None:
    assert severity("contact_silence", [registered(), *map(ordered, every(14, "2024-01-10", 20))], "2026-01-01") is None
