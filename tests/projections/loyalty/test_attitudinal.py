"""Attitudinal loyalty: what their people intend, and how long a contract still runs."""

import pytest

from tests.model.showing import shows
from tests.projections.loyalty.told import adds_up, contact, loyalty
from tests.projections.signals.one_customer import Happened, happened, registered

ON = "2024-06-05"


def intends(score: str, on: str = "2024-06-01", contact_id: str | None = None) -> Happened:
    return happened(
        on, "RepurchaseIntentStated", **{"score": score} | ({"contact_id": contact_id} if contact_id else {})
    )


def contract(ends_on: str, starts_on: str = "2024-01-01") -> Happened:
    return happened("2024-01-01", "ContractSigned", contract_id="V-1", starts_on=starts_on, ends_on=ends_on)


@shows("attitudinal", None)
def test_nothing_said_and_no_contract_is_unknown() -> None:
    score = loyalty([registered()], ON)["attitudinal"]
    assert score["value"] is None
    assert score["reason"] == "No stated intent and no contract: not enough to judge."


@shows("attitudinal", "known")
def test_intent_and_contract_add_up_seven_to_three() -> None:
    score = loyalty([registered(), intends("8"), contract("2026-06-05")], ON)["attitudinal"]
    assert score["parts"]["intent"] == {"value": 80, "points": 56}
    assert score["parts"]["horizon"]["value"] == 100
    assert (score["value"], adds_up(score), score["evidence"]) == (86, True, [2, 3])


def test_intent_alone_is_the_whole_score() -> None:
    score = loyalty([registered(), intends("7.5")], ON)["attitudinal"]
    assert (score["value"], score["absences"]) == (75, ["no contract in force"])


def test_a_contract_alone_is_at_most_sixty() -> None:
    assert loyalty([registered(), contract("2030-01-01")], ON)["attitudinal"]["value"] == 60
    assert loyalty([registered(), contract("2025-06-05")], ON)["attitudinal"]["value"] == 50


@pytest.mark.parametrize("dates", [("2024-06-04", "2024-01-01"), ("2026-01-01", "2024-06-06")])
def test_a_contract_that_is_over_or_has_not_begun_does_not_count(dates: tuple[str, str]) -> None:
    assert loyalty([registered(), contract(*dates)], ON)["attitudinal"]["value"] is None


def test_the_latest_word_of_each_weighs_as_much_as_its_influence() -> None:
    people = [contact("K-1", influence="0.9"), contact("K-2")]
    said = [intends("0", "2024-05-01", "K-1"), intends("10", contact_id="K-1"), intends("2", contact_id="K-2")]
    assert loyalty([registered(), *people, *said], ON)["attitudinal"]["value"] == 80  # (9 * 10 + 3 * 2) / 12
    changed = happened("2024-06-02", "ContactChanged", contact_id="K-2", influence="0.9")
    assert loyalty([registered(), *people, *said, changed], ON)["attitudinal"]["value"] == 60


def test_a_word_older_than_a_year_no_longer_counts() -> None:
    assert loyalty([registered(), intends("8", "2023-06-06")], ON)["attitudinal"]["value"] == 80
    assert loyalty([registered(), intends("8", "2023-06-05")], ON)["attitudinal"]["value"] is None


@shows("trend", by="trend")
@pytest.mark.parametrize(("later", "trend"), [("7.5", "up"), ("7.4", "flat"), ("6.5", "down")])
def test_the_trend_is_against_half_a_year_before(later: str, trend: str) -> None:
    events = [registered(), intends("7", "2023-12-06"), intends(later)]
    assert loyalty(events, ON)["attitudinal"]["trend"] == trend
