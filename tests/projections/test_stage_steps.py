"""The six steps between stages: what takes each, and what just does not."""

import pytest

from projections.stage import STAGES
from tests.model.showing import saw, shows
from tests.projections.signals.one_customer import Happened, happened, last_review, ordered, registered
from tests.projections.signals.stages import in_stable, in_strategic

TAKEN, NOT_TAKEN = "taken", None


def step(name: str, events: list[Happened], on: str) -> str | None:
    """Whether the review at a month end took this step, such as "initial -> stable"."""
    before, after = map(STAGES.index, name.split(" -> "))
    row = last_review(events, on)
    taken = row["stage"] == STAGES[after] and row["step"] == ("up" if after > before else "down")
    saw(name, TAKEN if taken else NOT_TAKEN)
    return TAKEN if taken else NOT_TAKEN


def spent(on: str, amount: str) -> Happened:
    return happened(on, "AnnualSpendEstimated", amount=amount, currency="EUR")


def ended(on: str) -> Happened:
    return happened(on, "RelationshipEnded", by="customer")


ONE_ORDER = [registered(), ordered("2024-01-10")]


@shows("development -> initial")
@pytest.mark.parametrize(
    ("events", "expected"),
    [([registered()], NOT_TAKEN), (ONE_ORDER, TAKEN), ([*ONE_ORDER, ended("2024-01-20")], NOT_TAKEN)],
)
def test_an_order_after_any_end_leads_to_initial(events: list[Happened], expected: str | None) -> None:
    assert step("development -> initial", events, "2024-01-31") == expected


@shows("initial -> stable")
@pytest.mark.parametrize(("wallet", "expected"), [("2800.00", TAKEN), ("2800.02", NOT_TAKEN)])
def test_half_of_the_wallet_leads_to_stable(wallet: str, expected: str | None) -> None:
    """1,400.00 are bought by the end of February."""
    assert step("initial -> stable", [*in_stable(), spent("2024-01-20", wallet)], "2024-02-29") == expected


def test_a_single_department_met_does_not_lead_to_stable() -> None:
    gone = happened("2023-06-04", "ContactChanged", contact_id="K-2", department="Quality")
    assert step("initial -> stable", [*in_stable(), gone], "2024-02-29") is NOT_TAKEN


@shows("stable -> strategic")
@pytest.mark.parametrize(
    ("what", "expected"), [("nothing", TAKEN), ("BindingFormed", NOT_TAKEN), ("ExecutiveMeetingHeld", NOT_TAKEN)]
)
def test_a_bond_and_a_meeting_of_executives_lead_to_strategic(what: str, expected: str | None) -> None:
    """Without one of them it does not."""
    events = [event for event in in_strategic() if event[1] != what]
    assert step("stable -> strategic", events, "2024-03-31") == expected


@shows("strategic -> stable")
@pytest.mark.parametrize(
    ("happens", "expected"),
    [
        (happened("2024-04-10", "BindingEnded", binding_id="B-1"), TAKEN),
        (spent("2024-04-10", "5333.00"), NOT_TAKEN),  # 1,600.00 are bought by the end of April: 30 %
        (spent("2024-04-10", "5334.00"), TAKEN),
        (ended("2024-04-20"), TAKEN),
    ],
)
def test_what_leads_out_of_strategic(happens: Happened, expected: str | None) -> None:
    assert step("strategic -> stable", [*in_strategic(), happens], "2024-04-30") == expected


def test_eighteen_months_without_a_meeting_of_executives_lead_out_of_strategic() -> None:
    assert step("strategic -> stable", in_strategic(), "2025-06-30") is NOT_TAKEN
    assert step("strategic -> stable", in_strategic(), "2025-07-31") == TAKEN


@shows("stable -> initial")
@pytest.mark.parametrize(
    ("happens", "expected"),
    [
        (spent("2024-03-10", "3750.00"), NOT_TAKEN),  # 1,500.00 are bought by the end of March: 40 %
        (spent("2024-03-10", "3750.01"), TAKEN),
        (ended("2024-03-20"), TAKEN),
    ],
)
def test_what_leads_out_of_stable(happens: Happened, expected: str | None) -> None:
    assert step("stable -> initial", [*in_stable(), happens], "2024-03-31") == expected


@shows("initial -> development")
@pytest.mark.parametrize(("on", "expected"), [("2024-12-31", NOT_TAKEN), ("2025-01-31", TAKEN)])
def test_a_year_without_an_order_leads_back_to_development(on: str, expected: str | None) -> None:
    assert step("initial -> development", ONE_ORDER, on) == expected
