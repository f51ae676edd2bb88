"""Communication: breadth, height, spread and recency, and the three safeguards."""

import pytest

from tests.model.showing import shows, shows_each
from tests.projections.loyalty.told import adds_up, contact, loyalty
from tests.projections.signals.one_customer import Happened, Row, every, happened, ordered, registered

ON = "2024-06-05"
GUARDS = ("counterpart_named", "rhythm_kept", "executive_channel")
PEOPLE = [registered(), contact("K-1"), contact("K-2", department="E", level="executive")]


def met(on: str, *contacts: str, by: str = "Ann") -> Happened:
    return happened(on, "VisitMade", contact_ids=list(contacts), our_people=[by])


def communication(events: list[Happened], on: str = ON) -> Row:
    found: Row = loyalty(events, on)["communication"]
    return found


def values(events: list[Happened], on: str = ON) -> dict[str, int | None]:
    parts = communication(events, on)["parts"]
    return {name: None if part is None else part["value"] for name, part in parts.items()}


@shows("communication", None)
def test_without_any_contact_it_is_unknown_and_never_nothing() -> None:
    found = communication([*PEOPLE, ordered("2024-05-01")])
    assert (found["value"], found["trend"], set(found["parts"].values())) == (None, None, {None})
    assert found["reason"] == "No contact was ever recorded: not enough to judge."


@shows("communication", "known")
def test_the_known_parts_add_up_and_the_unknown_is_asked_for() -> None:
    found = communication([*PEOPLE, ordered("2024-05-01"), met("2024-06-01", "K-1")])
    assert {name: part and part["value"] for name, part in found["parts"].items()} == {
        "breadth": 50,
        "height": 100,
        "spread": None,
        "recency": 100,
    }
    assert (found["value"], adds_up(found), found["evidence"]) == (83, True, [5])
    assert found["absences"] == ["fewer than 5 contact-days in 12 months: not known through how many persons it runs"]
    assert found["reason"].startswith("83 of 100: breadth 50 (1 of 2 departments met), height 100")


@pytest.mark.parametrize(("level", "height"), [("operational", 50), ("middle", 100), ("executive", 100)])
def test_height_is_the_highest_level_met_against_the_one_the_stage_needs(level: str, height: int) -> None:
    assert values([registered(), contact("K-1", level=level), met("2024-06-01", "K-1")])["height"] == height


def test_spread_falls_once_half_goes_through_one_person_of_either_side() -> None:
    five = ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01", "2024-05-01"]
    alone = [met(on, "K-1", by=by) for on, by in zip(five, "ABCDE", strict=True)]
    assert values([*PEOPLE, *alone])["spread"] == 0
    evenly = [met(on, "K-1", "K-2", by=by) for on, by in zip(five, "AABBC", strict=True)]
    assert values([*PEOPLE, *evenly])["spread"] == 100
    by_one_of_ours = [met(on, "K-1", "K-2", by=by) for on, by in zip(five, "AAAAB", strict=True)]
    assert values([*PEOPLE, *by_one_of_ours])["spread"] == 40


@pytest.mark.parametrize(("silent", "recency"), [(60, 100), (61, 99), (120, 50), (180, 0), (400, 0)])
def test_recency_is_full_within_the_rhythm_and_nothing_from_three_on(silent: int, recency: int) -> None:
    assert values([*PEOPLE, met(every(-silent, ON, 2)[1], "K-1")])["recency"] == recency


def test_a_silence_shows_as_a_trend_down() -> None:
    assert communication([*PEOPLE, *(met(on, "K-1") for on in every(30, "2023-01-01", 12))])["trend"] == "down"


@shows_each(GUARDS, "met")
def test_the_safeguards_stand_with_their_events() -> None:
    owner = happened("2024-01-01", "OwnerAssigned", owner="Ann")
    rhythm = happened("2024-01-01", "ContactRhythmAgreed", kind="contact", every_days=30)
    held = happened("2024-05-30", "ExecutiveMeetingHeld", contact_ids=["K-2"], our_executive="Eve")
    found = communication([*PEOPLE, owner, rhythm, met("2024-05-29", "K-1"), held])["safeguards"]
    assert [(name, guard["met"], guard["evidence"]) for name, guard in found.items()] == [
        ("counterpart_named", True, [4]),
        ("rhythm_kept", True, [5, 7]),
        ("executive_channel", True, [7]),
    ]


@shows_each(GUARDS, None)
def test_each_safeguard_that_does_not_stand_names_what_is_missing() -> None:
    nothing = communication(PEOPLE)["safeguards"]
    assert [guard["absences"] for guard in nothing.values()] == [
        ["nobody of ours is named as owner", "fewer than 2 people of ours in contact in 12 months"],
        ["no rhythm of contact is agreed"],
        ["no executive meeting was ever held"],
    ]
    agreed = happened("2024-01-01", "ContactRhythmAgreed", kind="contact", every_days=30)
    held = happened("2023-06-05", "ExecutiveMeetingHeld", contact_ids=["K-2"], our_executive="Eve")
    lapsed = communication([*PEOPLE, agreed, held])["safeguards"]
    assert [guard["absences"] for guard in list(lapsed.values())[1:]] == [
        ["no contact within the agreed 30 days"],
        ["no executive meeting in 365 days"],
    ]
