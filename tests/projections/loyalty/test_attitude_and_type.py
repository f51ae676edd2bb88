"""The attitude and the type of loyalty, in the standing and in the history."""

from datetime import date

import pytest

from projections import answers
from tests.laws.clocks import clocks
from tests.model.showing import shows
from tests.projections.loyalty.told import adds_up, loyalty
from tests.projections.signals.one_customer import CODE, ZONE, Happened, every, happened, log_of, ordered, registered

ON = "2024-06-05"
MONTHLY = [ordered(on) for on in every(30, "2022-01-10", 30)]
FAITHFUL = [registered(), *MONTHLY]
FADING = [registered(), *(ordered(on) for on in every(10, "2022-01-10", 70)), ordered("2024-03-01")]


def said(intent: str) -> Happened:
    return happened("2024-06-01", "RepurchaseIntentStated", score=intent)


def preferring_a_rival() -> Happened:
    scores = [{"dimension": "price", "perceived": "5", "expected": "5", "best_rival": "6"}]
    return happened("2024-06-01", "SatisfactionSurveyed", scores=scores)


@shows("type", by="kind")
@pytest.mark.parametrize(
    ("events", "kind"),
    [
        ([*FAITHFUL, said("6.5")], "true"),
        ([*FAITHFUL, said("6.4")], "spurious"),
        ([*FADING, said("9")], "latent"),
        ([*FADING, said("2")], "none"),
        (FAITHFUL, None),
        ([registered(), said("9")], None),
    ],
)
def test_the_type_follows_from_what_they_do_and_what_they_think(events: list[Happened], kind: str | None) -> None:
    assert loyalty(events, ON)["type"] == kind


@shows("attitude", "known")
def test_the_attitude_is_the_mean_of_what_is_known() -> None:
    liked = happened("2024-06-01", "RecommendationScored", score="6")
    found = loyalty([registered(), said("9"), liked], ON)["attitude"]
    assert (found["value"], adds_up(found)) == (75, True)


@shows("attitude", None)
def test_a_contract_alone_tells_of_no_attitude() -> None:
    contract = happened("2024-01-01", "ContractSigned", contract_id="V-1", starts_on="2024-01-01", ends_on="2027-01-01")
    found = loyalty([registered(), contract], ON)
    assert (found["attitudinal"]["value"], found["attitude"]["value"]) == (60, None)


def test_while_they_prefer_a_rival_it_is_at_most_sixty() -> None:
    found = loyalty([registered(), said("9"), preferring_a_rival()], ON)["attitude"]
    assert (found["value"], adds_up(found), found["evidence"]) == (60, True, [3])
    assert found["reason"] == "60 of 100: attitudinal 90, at most 60 while they prefer a rival."


def test_each_review_of_the_history_has_its_own() -> None:
    log = log_of([*FAITHFUL, said("7")])
    rows = answers.history(log, CODE, clocks(log, as_of=date(2024, 6, 30), zone=ZONE))
    assert [row["loyalty"]["attitudinal"] for row in rows[-2:]] == [None, 70]
    assert rows[-1]["loyalty"] == {"behavioural": 89, "attitudinal": 70, "emotional": None, "type": "true"}
