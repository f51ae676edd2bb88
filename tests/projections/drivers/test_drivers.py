"""Drivers of interest and trust: what is known of each, the weakest named, and the rule of the row."""

import pytest

from projections.drivers.document import weakest, won_by
from tests.model.showing import saw, shows
from tests.projections.loyalty.told import adds_up, contact
from tests.projections.signals.one_customer import Happened, Row, every, happened, ordered, registered, standing

ON = "2024-06-05"
FIVE = every(40, "2023-11-01", 5)
DRIVERS = ("organisational_interest", "organisational_trust", "personal_interest", "personal_trust")


def drivers(*events: Happened) -> Row:
    found: Row = standing([registered(), *events], ON)["drivers"]
    for name in DRIVERS:
        saw(name, None if found[name]["value"] is None else "known")
    saw("won_by", found["won_by"])
    return found


def surveyed(**perceived: str) -> Happened:
    scores = [{"dimension": name, "perceived": value, "expected": "5"} for name, value in perceived.items()]
    return happened("2024-06-01", "SatisfactionSurveyed", scores=scores)


def promise(number: int, due_on: str, kept_on: str | None = None) -> list[Happened]:
    made = happened("2024-01-01", "CommitmentMade", commitment_id=f"P{number}", by="us", due_on=due_on)
    kept = [happened(kept_on, "CommitmentKept", commitment_id=f"P{number}")] if kept_on else []
    return [made, *kept]


def need(on: str, met: str | None, contact_id: str = "K-1", level: str = "esteem") -> Happened:
    said = {} if met is None else {"met": met}
    return happened(on, "NeedObserved", level=level, subject="person", contact_id=contact_id, **said)


@shows("organisational_interest", None)
@shows("organisational_trust", None)
@shows("personal_interest", None)
@shows("personal_trust", None)
@shows("won_by", None)
def test_nothing_known_names_nothing_and_asks_for_all_four() -> None:
    found = drivers()
    assert (found["weakest"], found["won_by"], found["serve"]) == (None, None, None)
    assert found["reason"] == "No driver is known: not enough to judge."
    assert found["absences"][0] == "ask for what would tell of organisational interest"
    assert len(found["absences"]) == 4


@shows("organisational_interest", "known")
def test_the_interest_of_the_organisation_is_the_mean_of_delivery_and_what_they_perceive() -> None:
    promised = [ordered(on, promised_on=on) for on in FIVE]
    came = [happened(on, "OrderDelivered", order_id=f"O {on}") for on in FIVE[:4]]
    score = drivers(*promised, *came, surveyed(price="6", quality="8", service="1"))["organisational_interest"]
    assert {name: part and part["value"] for name, part in score["parts"].items()} == {
        "on_time": 80,
        "price": 60,
        "quality": 80,
        "delivery": None,
    }
    assert (score["value"], adds_up(score)) == (73, True)
    assert score["absences"] == ["nobody asked how they perceive delivery"]


@shows("organisational_trust", "known")
def test_the_trust_of_the_organisation_is_rank_years_and_proofs() -> None:
    held = happened("2024-01-01", "SupplierEvaluationHeld", rank=2, suppliers=5)
    shown = happened("2024-02-01", "ValueDemonstrated", kind="certificate", contact_ids=["K-1"])
    score = drivers(ordered("2021-12-05"), held, contact("K-1"), shown)["organisational_trust"]
    assert {name: part["value"] for name, part in score["parts"].items()} == {"rank": 75, "years": 50, "proofs": 33}
    assert (score["value"], adds_up(score), score["evidence"]) == (53, True, [2, 3, 5])


def test_a_proof_of_long_ago_is_none_and_one_never_shown_is_unknown() -> None:
    shown = happened("2021-02-01", "ValueDemonstrated", kind="certificate", contact_ids=["K-1"])
    assert drivers(contact("K-1"), shown)["organisational_trust"]["value"] == 0
    assert drivers()["organisational_trust"]["value"] is None


@shows("personal_interest", "known")
def test_the_interest_of_persons_is_the_part_of_their_latest_needs_that_is_met() -> None:
    said = [
        need("2024-01-01", "no"),
        need("2024-02-01", "yes"),
        need("2024-03-01", "partly", "K-2"),
        need("2024-03-02", None, level="social"),
    ]
    score = drivers(contact("K-1"), contact("K-2"), *said)["personal_interest"]
    assert (score["value"], score["evidence"]) == (33, [5, 6, 7])
    assert score["reason"] == "33 of 100: 1 of 3 observed needs of persons met."


@shows("personal_trust", "known")
@pytest.mark.parametrize(("last", "value"), [("2024-03-10", 100), ("2024-03-11", 67), (None, 67)])
def test_the_trust_of_persons_counts_promises_kept_in_time_from_three_on(last: str | None, value: int) -> None:
    two = [*promise(1, "2024-02-10", "2024-02-10"), *promise(2, "2024-02-20", "2024-02-11")]
    score = drivers(*two, *promise(3, "2024-03-10", last))["personal_trust"]
    assert (score["value"], drivers(*two)["personal_trust"]["value"]) == (value, None)


@shows("won_by", "price")
def test_the_weakest_known_is_named_and_the_unknown_are_asked_for() -> None:
    people = [contact("K-1"), happened("2024-06-01", "AttitudeObserved", contact_id="K-1", attitude="supporter")]
    found = drivers(*people, surveyed(price="9"), need("2024-06-01", "no"))
    assert (found["weakest"], found["won_by"], found["serve"]) == ("personal_interest", "price", "personal_interest")
    assert found["reason"] == (
        "Weakest is personal interest with 0 of 100. Won by price alone: serve the interest of persons."
    )
    assert found["absences"] == ["ask for what would tell of organisational trust"]


@shows("won_by", "brand")
def test_won_by_brand_alone_asks_for_the_trust_of_persons() -> None:
    first = happened("2024-01-01", "SupplierEvaluationHeld", rank=1, suppliers=5)
    found = drivers(first, surveyed(price="6"), *promise(1, "2024-02-10"), *promise(2, "2024-02-20"))
    assert (found["won_by"], found["serve"]) == ("brand", "personal_trust")


def test_the_rule_stays_in_the_row() -> None:
    def values(
        interest: int | None, trust: int | None, theirs: int | None, ours: int | None
    ) -> dict[str, float | None]:
        return dict(zip(DRIVERS, (interest, trust, theirs, ours), strict=True))

    assert won_by(values(80, 40, None, 10), 65) == "price"
    assert won_by(values(80, None, 70, 10), 65) is None
    assert won_by(values(None, 65, 10, 64), 65) == "brand"
    assert won_by(values(80, 80, 0, 0), 65) is None
    assert weakest(values(50, 40, None, 40)) == "organisational_trust"
