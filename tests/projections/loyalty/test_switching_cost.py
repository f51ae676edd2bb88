"""Switching cost and retention: what binds whom, and whether who is bound is happy too."""

from tests.model.showing import shows
from tests.projections.loyalty.told import adds_up, loyalty
from tests.projections.signals.one_customer import Happened, happened, registered

ON = "2024-06-05"


def bond(number: int, kind: str, **data: str) -> Happened:
    return happened("2024-01-01", "BindingFormed", binding_id=f"B-{number}", kind=kind, **data)


def bonds(*kinds: str, **data: str) -> list[Happened]:
    return [registered(), *(bond(number, kind, **data) for number, kind in enumerate(kinds))]


def surveyed(perceived: str) -> Happened:
    scores = [{"dimension": "price", "perceived": perceived, "expected": "5"}]
    return happened("2024-06-01", "SatisfactionSurveyed", scores=scores)


@shows("our_lock_in", None)
@shows("mutual_lock", None)
@shows("one_sided", None)
def test_nothing_binds_is_a_cost_of_nothing() -> None:
    cost = loyalty([registered()], ON)["switching_cost"]
    assert (cost["value"], cost["our_lock_in"], cost["mutual_lock"], cost["one_sided"]) == (0, 0, 0, None)
    assert cost["reason"] == "0 of 100: no bond and no contract in force; leaving costs nothing."


def test_a_second_bond_of_a_kind_is_half_and_a_third_nothing() -> None:
    assert [loyalty(bonds(*["tooling"] * many), ON)["switching_cost"]["value"] for many in (1, 2, 3)] == [20, 30, 30]


def test_bonds_and_the_contract_add_up_with_their_evidence() -> None:
    contract = happened("2024-01-01", "ContractSigned", contract_id="V-1", starts_on="2024-01-01", ends_on="2024-12-05")
    cost = loyalty([*bonds("equity", "training"), contract], ON)["switching_cost"]
    assert (cost["value"], adds_up(cost), cost["evidence"]) == (46, True, [2, 3, 4])
    assert cost["reason"] == "46 of 100: equity 30, training 10, contract 6."
    assert cost["trend"] == "up"


def test_a_contract_adds_at_most_fifteen() -> None:
    contract = happened("2024-01-01", "ContractSigned", contract_id="V-1", starts_on="2024-01-01", ends_on="2030-01-01")
    assert loyalty([registered(), contract], ON)["switching_cost"]["value"] == 15


def test_more_than_everything_is_a_hundred() -> None:
    kinds = ["equity", "strategic_agreement", "integration", "tooling"]
    cost = loyalty(bonds(*kinds, *kinds), ON)["switching_cost"]
    assert (cost["value"], adds_up(cost)) == (100, True)


@shows("one_sided", "customer", "us")
@shows("our_lock_in", "bound")
@shows("mutual_lock", "bound")
@shows("switching_cost", "bound", None)
def test_who_invested_is_who_is_bound() -> None:
    theirs = loyalty(bonds("equity", "training", invested_by="customer"), ON)["switching_cost"]
    assert (theirs["value"], theirs["our_lock_in"], theirs["one_sided"]) == (40, 0, "customer")
    ours = loyalty(bonds("equity", "training", invested_by="us"), ON)["switching_cost"]
    assert (ours["value"], ours["our_lock_in"], ours["mutual_lock"], ours["one_sided"]) == (0, 40, 0, "us")
    both = loyalty(bonds("equity", invested_by="both"), ON)["switching_cost"]
    assert (both["mutual_lock"], both["one_sided"]) == (30, None)


def test_an_ended_bond_no_longer_binds() -> None:
    ended = happened("2024-06-01", "BindingEnded", binding_id="B-0")
    assert loyalty([*bonds("equity"), ended], ON)["switching_cost"]["value"] == 0


@shows("retention", "anchored", "captive", "free", "leaving")
def test_retention_is_happiness_and_bonds() -> None:
    bound, unbound = bonds("equity"), bonds("training")
    found = [loyalty([*events, surveyed(score)], ON)["retention"] for events in (bound, unbound) for score in "76"]
    assert found == ["anchored", "captive", "free", "leaving"]


@shows("retention", None)
def test_without_a_survey_the_attitude_tells_and_without_either_nothing() -> None:
    liked = happened("2024-06-01", "RecommendationScored", score="6.5")
    assert loyalty([*bonds("equity"), liked], ON)["retention"] == "anchored"
    assert loyalty(bonds("equity"), ON)["retention"] is None


def test_satisfaction_says_how_it_was_measured() -> None:
    asked = loyalty([registered(), surveyed("7")], ON)["satisfaction"]
    assert (asked["measure"], asked["index"], asked["gap"], asked["evidence"]) == ("surveyed", 70, 2, [2])
    given = happened("2024-06-05", "ConcessionGranted", concession_id="D-1", kind="discount", size="10")
    ordered_then = happened("2024-06-05", "OrderPlaced", order_id="O-1", currency="EUR", amount="1.00")
    modelled = loyalty([registered(), given, ordered_then], ON)["satisfaction"]
    assert (modelled["measure"], modelled["index"], modelled["gap"]) == ("modelled", None, 2)
    unknown = loyalty([registered()], ON)["satisfaction"]
    assert (unknown["measure"], unknown["gap"], unknown["absences"]) == (None, None, ["no valid survey"])
