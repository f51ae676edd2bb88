"""our_contact_left: a new owner has to meet half of the influence."""

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import Happened, happened, registered, severity, signal

BEFORE = [
    registered("2024-01-01", owner="Li"),
    happened("2024-01-02", "ContactAdded", contact_id="K-1", name="N", department="D", level="middle", influence="0.6"),
    happened("2024-01-02", "ContactAdded", contact_id="K-2", name="N", department="D", level="middle", influence="0.4"),
]
CHANGED = [*BEFORE, happened("2025-01-10", "OwnerAssigned", owner="Wang")]


def met(on: str, contact_id: str) -> Happened:
    return happened(on, "VisitMade", contact_ids=[contact_id])


@shows("our_contact_left")
@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2025-01-09", None),
        ("2025-01-10", "watch"),
        ("2025-02-08", "watch"),
        ("2025-02-09", "alert"),
        ("2026-01-09", "alert"),
        ("2026-01-10", None),
    ],
)
def test_it_grows_after_thirty_days_and_ends_after_a_year(on: str, expected: str | None) -> None:
    assert severity("our_contact_left", CHANGED, on) == expected


@pytest.mark.parametrize(("contact_id", "expected"), [("K-1", None), ("K-2", "watch")])
def test_it_ends_when_half_of_the_influence_was_met_since(contact_id: str, expected: str | None) -> None:
    assert severity("our_contact_left", [*CHANGED, met("2025-01-15", contact_id)], "2025-01-20") == expected
    assert severity("our_contact_left", [*CHANGED, met("2025-01-09", contact_id)], "2025-01-20") == "watch"


def test_the_same_owner_again_or_the_first_one_is_no_change() -> None:
    again = [*BEFORE, happened("2025-01-10", "OwnerAssigned", owner="Li")]
    assert severity("our_contact_left", again, "2025-01-20") is None
    first = [registered("2024-01-01"), *BEFORE[1:], happened("2025-01-10", "OwnerAssigned", owner="Li")]
    assert severity("our_contact_left", first, "2025-01-20") is None


def test_where_nobody_there_is_known_nobody_can_be_met() -> None:
    assert severity("our_contact_left", [BEFORE[0], CHANGED[-1]], "2025-01-20") is None


def test_it_says_who_took_over_and_how_much_was_met() -> None:
    found = signal("our_contact_left", [*CHANGED, met("2025-01-15", "K-2")], "2025-02-20")
    assert found is not None
    assert (found["value"], found["threshold"], found["since"]) == (41, 30, "2025-01-10")
    assert (found["evidence"], found["cause"]) == ([4], "own")
    assert found["reason"] == (
        "Wang took over from Li on 10 Jan 2025, 41 days ago, "
        "and people with 40 % of the influence there were met since."
    )
