"""key_contact_left: whose leaving counts, how much, and until when."""

from typing import Any

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import Happened, happened, registered, reviews, severity, signal


def contact(contact_id: str, **data: Any) -> Happened:
    said = {"name": "N", "department": "Purchasing", "level": "operational", "influence": "0.3"} | data
    return happened("2024-06-01", "ContactAdded", contact_id=contact_id, **said)


def gone(**data: Any) -> list[Happened]:
    return [registered("2024-01-01"), contact("K-1", **data), contact("K-2"), LEFT]


LEFT = happened("2025-01-10", "ContactLeft", contact_id="K-1", successor_id="K-2")


@shows("key_contact_left")
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, "watch"),
        ({"influence": "0.29"}, None),
        ({"influence": None}, None),
        ({"level": "middle"}, "alert"),
        ({"level": "executive"}, "alert"),
        ({"role": "coach"}, "alert"),
        ({"role": "decider"}, "alert"),
        ({"role": "buyer"}, "watch"),
    ],
)
def test_influence_level_and_role_decide(data: dict[str, Any], expected: str | None) -> None:
    assert severity("key_contact_left", gone(**data), "2025-02-01") == expected


@shows("key_contact_left")
@pytest.mark.parametrize(("on", "expected"), [("2025-03-10", "alert"), ("2025-03-11", "crisis"), ("2026-01-10", None)])
def test_a_decider_gone_for_sixty_days_is_a_crisis_and_a_year_ends_it(on: str, expected: str | None) -> None:
    assert severity("key_contact_left", gone(role="decider"), on) == expected


@pytest.mark.parametrize(
    ("data", "before"),
    [
        ({"role": "decider"}, "watch"),
        ({"influence": "0.3"}, None),
    ],
)
def test_what_is_said_of_somebody_after_the_leaving_changes_no_review_before(
    data: dict[str, Any], before: str | None
) -> None:
    """Of a contact described only later the later word counts, from then on."""
    known = {"role": None, "influence": "0.3"} | dict.fromkeys(data)
    events = [*gone(**known), happened("2025-05-01", "ContactChanged", contact_id="K-1", **data)]
    then = {row["on"]: row["signals"] for row in reviews(events, "2025-06-30")}
    assert then["2025-04-30"] == reviews(events, "2025-04-30")[-1]["signals"]
    found = next((one["severity"] for one in then["2025-04-30"] if one["name"] == "key_contact_left"), None)
    assert found == before
    assert severity("key_contact_left", events, "2025-06-30") not in (None, before)


@pytest.mark.parametrize(("what", "expected"), [("VisitMade", None), ("CallMade", None), ("MessageExchanged", "watch")])
def test_it_ends_when_the_successor_is_met(what: str, expected: str | None) -> None:
    met = happened("2025-02-10", what, contact_ids=["K-2"])
    assert severity("key_contact_left", [*gone(), met], "2025-02-09") == "watch"
    assert severity("key_contact_left", [*gone(), met], "2025-02-10") == expected


def test_having_met_before_the_change_is_no_meeting_with_a_successor() -> None:
    assert severity(
        "key_contact_left", [*gone(), happened("2025-01-09", "VisitMade", contact_ids=["K-2"])], "2025-02-10"
    )


def test_a_successor_who_stands_against_us_is_a_crisis() -> None:
    events = [
        *gone(),
        happened("2025-02-10", "VisitMade", contact_ids=["K-2"]),
        happened("2025-02-10", "AttitudeObserved", contact_id="K-2", attitude="opponent"),
    ]
    found = signal("key_contact_left", events, "2025-02-15")
    assert found is not None
    assert (found["severity"], found["since"], found["cause"]) == ("crisis", "2025-01-10", "customer")
    assert found["reason"] == (
        "K-1 (operational, Purchasing) left on 10 Jan 2025, 36 days ago; the successor K-2 stands against us."
    )


def test_what_counts_is_what_was_valid_on_the_day() -> None:
    later = happened("2025-01-20", "ContactChanged", contact_id="K-1", influence="0.1")
    assert severity("key_contact_left", [*gone(), later], "2025-02-01") == "watch"


def test_it_says_who_follows_and_that_nobody_met_them() -> None:
    found = signal("key_contact_left", gone(level="executive"), "2025-01-20")
    assert found is not None
    assert (found["value"], found["evidence"], found["parts"]["successor"]) == (10, [4], "K-2")
    assert found["absences"] == ["no meeting with the successor since 10 Jan 2025"]
