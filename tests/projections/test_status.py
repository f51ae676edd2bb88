"""The status: lost, rescue, control, prevention, or none; the first that holds."""

import pytest

from tests.model.showing import saw, shows
from tests.projections.signals.one_customer import Happened, happened, ordered, registered, standing
from tests.projections.signals.stages import in_stable

ONCE = [registered("2022-01-01"), ordered("2022-01-10")]
LATER = "2022-02-28"


def status(events: list[Happened], on: str) -> str:
    found: str = standing(events, on)["risk"]["status"] or "no status"
    for name in ("no status", "prevention", "control", "rescue", "lost"):
        saw(name, "yes" if name == found else None)
    return found


def ended(by: str) -> Happened:
    return happened("2022-02-01", "RelationshipEnded", by=by)


def complained(on: str, id_: str = "K-1") -> Happened:
    return happened(on, "ComplaintRaised", complaint_id=id_, severity="major", category="delivery")


@shows("no status", "yes", None)
def test_a_file_alone_has_no_status() -> None:
    assert status([registered(), happened("2022-01-02", "NoteAdded", text="n")], LATER) == "no status"
    assert status(ONCE, LATER) == "prevention"


@shows("lost", "yes", None)
def test_ended_by_us_is_lost_until_an_order() -> None:
    assert status([*ONCE, ended("us")], LATER) == "lost"
    assert status([*ONCE, ended("us"), ordered("2022-02-02")], LATER) == "prevention"


@pytest.mark.parametrize(
    ("events", "on", "expected"),
    [
        ([*ONCE, happened("2022-02-01", "RecoveryClosed", result="given_up")], LATER, "lost"),
        ([*ONCE, happened("2022-02-01", "RecoveryClosed", result="recovered")], LATER, "prevention"),
        (ONCE, "2025-01-10", "control"),
        (ONCE, "2025-01-11", "lost"),
    ],
)
def test_given_up_or_interrupted_for_two_years_is_lost(events: list[Happened], on: str, expected: str) -> None:
    assert status(events, on) == expected


@shows("rescue", "yes", None)
def test_a_crisis_the_customers_end_and_a_break_worth_saving_ask_for_rescue() -> None:
    assert status([*ONCE, ended("customer")], LATER) == "rescue"
    assert status([*ONCE, ended("customer"), happened("2022-02-02", "RelationshipResumed")], LATER) == "prevention"
    assert status([*ONCE, ordered("2022-01-11"), ordered("2022-01-12")], "2023-02-28") == "rescue"
    assert status([*ONCE, happened("2022-01-15", "TierAssigned", tier="B")], "2023-02-28") == "rescue"
    assert status([*ONCE, complained("2022-02-01")], LATER) == "rescue"


def test_without_an_order_ever_rescue_and_control_are_skipped() -> None:
    assert status([registered("2022-01-01"), ended("customer")], LATER) == "prevention"
    assert status([registered("2022-01-01"), complained("2022-02-01")], LATER) == "prevention"


@shows("control", "yes", None)
def test_an_alert_a_break_and_a_crisis_just_before_ask_for_control() -> None:
    assert status(ONCE, "2023-02-28") == "control"
    assert status([*ONCE, complained("2022-02-18")], LATER) == "control"
    resolved = happened("2022-03-02", "ComplaintResolved", complaint_id="K-1", satisfied=True)
    crisis = [*ONCE, complained("2022-02-01"), resolved]
    assert status(crisis, "2022-03-30") == "control"
    assert status(crisis, "2022-04-30") == "prevention"


@shows("prevention", "yes", None)
def test_watches_in_three_groups_ask_for_control_and_in_two_for_prevention() -> None:
    opening = happened("2024-08-01", "OpeningObserved", opening_id="O-1", kind="new_need", origin="awaited")
    asked = happened("2024-09-26", "RequestRaised", request_id="R-1")
    changed = [happened("2024-09-25", "OwnerAssigned", owner=owner) for owner in ("Li", "Wang")]
    called = happened("2024-09-20", "CallMade", contact_ids=["K-2"])
    two = [*in_stable(), called, opening, asked]
    assert status(two, "2024-09-29") == "prevention"
    assert status([*two, *changed], "2024-09-29") == "control"
