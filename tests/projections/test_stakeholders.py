"""The people of a standing: who is there, who knows whom, what is covered and what is not."""

from typing import Any

from tests.projections.signals.one_customer import Happened, happened, registered, standing


def contact(contact_id: str, department: str, level: str, **data: Any) -> Happened:
    said = {"name": "N", "department": department, "level": level} | data
    return happened("2024-01-10", "ContactAdded", contact_id=contact_id, **said)


KNOWN = [
    registered("2024-01-01"),
    contact("K-1", "Purchasing", "middle", influence="0.6", role="buyer", reports_to="K-2"),
    contact("K-2", "Management", "executive", influence="0.4", role="decider"),
    contact("K-3", "Quality", "operational"),
]
MET = [
    happened("2024-09-01", "VisitMade", contact_ids=["K-1", "K-3"], our_people=["Li"]),
    happened("2025-02-01", "CallMade", contact_ids=["K-1"], our_people=["Wang"]),
    happened("2025-02-10", "MessageExchanged", contact_ids=["K-2"]),
]


def people(events: list[Happened], on: str = "2025-03-15") -> dict[str, Any]:
    found: dict[str, Any] = standing(events, on)["people"]
    return found


def test_everybody_stands_with_place_influence_and_who_of_ours_knows_them() -> None:
    moved = happened("2024-12-01", "ReportingLineSet", contact_id="K-1", reports_to=None)
    found = {one["contact_id"]: one for one in people([*KNOWN, *MET, moved])["contacts"]}
    assert list(found) == ["K-1", "K-2", "K-3"]
    first = found["K-1"]
    assert (first["department"], first["level"], first["role"], first["influence"]) == (
        "Purchasing", "middle", "buyer", "0.6",
    )  # fmt: skip
    assert (first["joined_on"], first["last_met_on"], first["known_by"]) == ("2024-01-10", "2025-02-01", ["Li", "Wang"])
    assert first["reports_to"] is None
    assert first["evidence"] == [2, 8]
    assert (found["K-2"]["last_met_on"], found["K-2"]["last_contact_on"]) == (None, "2025-02-10")
    assert "name" not in first


def test_coverage_counts_who_was_met_and_names_the_gaps() -> None:
    found = people([*KNOWN, *MET])
    assert found["coverage"] == {
        "months_6": {"contacts": 1, "departments": ["Purchasing"], "levels": ["middle"], "influence": 0.4615},
        "months_12": {
            "contacts": 2,
            "departments": ["Purchasing", "Quality"],
            "levels": ["middle", "operational"],
            "influence": 0.6923,
        },
    }
    assert found["gaps"]["departments"] == ["Management"]
    assert found["reason"] == "2 of 3 contacts met in 12 months, 69 % of the influence."
    assert found["absences"] == [
        "nobody of Management met in 12 months",
        "nobody of level executive met in 12 months",
        "the decider K-2 was never met",
    ]


def test_attitudes_are_kept_over_time_and_weighed() -> None:
    seen = [
        happened("2024-06-01", "AttitudeObserved", contact_id="K-1", attitude="neutral"),
        happened("2025-01-01", "AttitudeObserved", contact_id="K-1", attitude="supporter"),
        happened("2025-01-02", "AttitudeObserved", contact_id="K-2", attitude="opponent"),
    ]
    found = people([*KNOWN, *seen])
    first = found["contacts"][0]
    assert first["attitude"] == "supporter"
    assert [one["attitude"] for one in first["attitudes"]] == ["neutral", "supporter"]
    assert found["mean_attitude"] == 0.1538  # (0.6 - 0.4) / 1.3, the third weighs 0.3 and was not observed


def test_who_left_stays_in_the_map_and_is_no_gap() -> None:
    left = happened("2025-01-01", "ContactLeft", contact_id="K-2", successor_id="K-3")
    found = people([*KNOWN, *MET, left])
    gone = found["contacts"][1]
    assert (gone["left_on"], gone["successor_id"]) == ("2025-01-01", "K-3")
    assert found["gaps"] == {"departments": [], "levels": [], "deciders": [], "decider_known": False}
    assert found["absences"] == ["no decider is known"]


def test_a_single_thread_shows_on_both_sides_from_five_contact_days_on() -> None:
    calls = [happened(f"2025-01-0{day}", "CallMade", contact_ids=["K-1"], our_people=["Li"]) for day in range(1, 6)]
    assert people([*KNOWN, *calls])["single_thread"] == {
        "theirs": {"person": "K-1", "share": 1.0, "contact_days": 5, "single": True},
        "ours": {"person": "Li", "share": 1.0, "contact_days": 5, "single": True},
    }
    assert people([*KNOWN, *calls[:4]])["single_thread"] == {"theirs": None, "ours": None}


def test_nobody_known_is_nothing_to_say() -> None:
    assert standing([registered("2024-01-01")], "2025-03-15")["people"] is None
