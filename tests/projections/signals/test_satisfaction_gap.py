"""satisfaction_gap: as surveyed, and where nobody was asked as modelled."""

from typing import Any

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import Happened, every, happened, ordered, registered, severity, signal


def score(dimension: str, perceived: str, expected: str, best_rival: str | None = None) -> dict[str, str]:
    asked = {} if best_rival is None else {"best_rival": best_rival}
    return {"dimension": dimension, "perceived": perceived, "expected": expected, **asked}


def survey(on: str, *scores: dict[str, str], contact: str | None = None) -> Happened:
    return happened(on, "SatisfactionSurveyed", scores=list(scores), **({"contact_id": contact} if contact else {}))


def contact(id_: str, influence: str) -> Happened:
    person = {"name": id_, "department": "buying", "level": "middle", "influence": influence}
    return happened("2024-01-01", "ContactAdded", contact_id=id_, **person)


def granted(on: str, id_: str = "G-1", kind: str = "discount", size: str | None = "20", **data: Any) -> Happened:
    sized = {} if size is None else {"size": size}
    return happened(on, "ConcessionGranted", concession_id=id_, kind=kind, **sized, **data)


def withdrawn(on: str, id_: str = "G-1") -> Happened:
    return happened(on, "ConcessionWithdrawn", concession_id=id_)


def met(on: str) -> Happened:
    return happened(on, "VisitMade", contact_ids=["A"])


@shows("satisfaction_gap")
@pytest.mark.parametrize(
    ("perceived", "expected"),
    [("7.5", None), ("7.4", "watch"), ("6.5", "watch"), ("6.4", "alert"), ("5", "alert"), ("4.9", "crisis")],
)
def test_the_surveyed_gap_decides(perceived: str, expected: str | None) -> None:
    given = [registered(), survey("2025-01-10", score("price", perceived, "8"))]
    assert severity("satisfaction_gap", given, "2025-02-28") == expected


@pytest.mark.parametrize(("perceived", "expected"), [("4", None), ("3.9", "alert")])
def test_one_dimension_far_below_is_an_alert(perceived: str, expected: str | None) -> None:
    others = [score(name, "9", "8") for name in ("quality", "delivery", "service", "product")]
    given = [registered(), survey("2025-01-10", score("price", perceived, "8"), *others)]
    found = signal("satisfaction_gap", given, "2025-02-28")
    assert (found and found["severity"]) == expected
    if found:
        assert (found["value"], found["threshold"]) == (-4.1, -4)


def test_a_survey_is_valid_for_twelve_months_and_the_latest_of_a_contact_counts() -> None:
    given = [registered(), survey("2025-01-10", score("price", "6", "8"))]
    assert severity("satisfaction_gap", given, "2026-01-09") == "alert"
    assert severity("satisfaction_gap", given, "2026-01-10") is None
    better = [*given, survey("2025-03-10", score("price", "8", "8"))]
    assert severity("satisfaction_gap", better, "2025-03-09") == "alert"
    assert severity("satisfaction_gap", better, "2025-03-10") is None


def test_contacts_weigh_by_their_influence() -> None:
    people = [registered(), contact("A", "0.9"), contact("B", "0.1")]
    said = [
        survey("2025-01-10", score("price", "8", "8"), contact="A"),
        survey("2025-01-10", score("price", "2", "8"), contact="B"),
    ]
    found = signal("satisfaction_gap", [*people, *said], "2025-02-28")
    assert found is not None
    assert (found["severity"], found["value"], found["evidence"]) == ("watch", -0.6, [4, 5])
    assert found["reason"] == (
        "As surveyed, they get -0.6 points against what they expected; the widest gap is in price: -0.6."
    )


def test_dimensions_count_equally_whoever_was_asked() -> None:
    people = [registered(), contact("A", "0.5"), contact("B", "0.5")]
    said = [
        survey("2025-01-10", score("price", "8", "8"), score("quality", "8", "8"), contact="A"),
        survey("2025-01-10", score("price", "4", "8"), contact="B"),
    ]
    found = signal("satisfaction_gap", [*people, *said], "2025-02-28")
    assert found is not None
    assert (found["value"], found["parts"]["index"]) == (-1, 70)
    assert found["parts"]["dimensions"] == {"price": -2, "quality": 0}


def test_a_discount_given_once_and_gone_a_week_later() -> None:
    """The worked example of the model: 20 % are 4 points, and after 7 days 4 * 2 ** (-7 / 182) are still expected."""
    given = [registered(), ordered("2025-03-03"), granted("2025-03-03"), withdrawn("2025-03-10")]
    assert severity("satisfaction_gap", given, "2025-03-09") is None
    found = signal("satisfaction_gap", given, "2025-03-10")
    assert found is not None
    assert round(found["value"], 1) == -3.9
    assert (found["severity"], found["threshold"], found["evidence"]) == ("alert", -1.5, [3, 4])
    assert found["parts"]["measure"] == "modelled"
    assert found["reason"] == (
        "As modelled, for want of a survey, they get -3.89 points against what they expect: concessions -3.89."
    )


def test_what_nobody_enjoyed_is_not_expected() -> None:
    given = [registered(), ordered("2025-03-01"), granted("2025-03-03"), withdrawn("2025-03-10")]
    assert severity("satisfaction_gap", given, "2025-03-20") is None
    assert severity("satisfaction_gap", [*given, contact("A", "0.5"), met("2025-03-05")], "2025-03-20") == "alert"


def test_what_was_called_one_off_is_half_expected() -> None:
    given = [registered(), ordered("2025-03-03"), granted("2025-03-03", one_off=True), withdrawn("2025-03-10")]
    found = signal("satisfaction_gap", given, "2025-03-10")
    assert found is not None
    assert found["value"] == -1.95


@pytest.mark.parametrize(
    ("kind", "size", "points"), [("service", None, 1), ("terms", "30", 2), ("discount", None, 1), ("discount", "60", 5)]
)
def test_points_of_each_kind(kind: str, size: str | None, points: float) -> None:
    given = [registered(), ordered("2025-03-03"), granted("2025-03-03", kind=kind, size=size), withdrawn("2025-03-04")]
    found = signal("satisfaction_gap", given, "2025-03-04")
    assert found is not None
    assert found["value"] == round(-points * 2 ** (-1 / 182), 2)


def test_for_an_order_and_until_a_day_it_ends_by_itself() -> None:
    order = [registered(), ordered("2025-03-03")]
    once = [*order, granted("2025-03-03", order_id="O 2025-03-03")]
    assert severity("satisfaction_gap", once, "2025-03-03") is None
    assert severity("satisfaction_gap", once, "2025-03-04") == "alert"
    until = [*order, granted("2025-03-03", until="2025-03-10")]
    assert severity("satisfaction_gap", until, "2025-03-10") is None
    assert severity("satisfaction_gap", until, "2025-03-11") == "alert"


def test_a_valid_survey_comes_before_the_model() -> None:
    given = [registered(), ordered("2025-03-03"), granted("2025-03-03"), withdrawn("2025-03-10")]
    content = survey("2025-02-10", score("price", "8", "8"))
    assert severity("satisfaction_gap", [*given, content], "2025-03-10") is None


def test_open_and_unsatisfied_complaints_weigh_in_the_model() -> None:
    raised = [
        happened(day, "ComplaintRaised", complaint_id=day, severity=how, category=how)
        for day, how in (("2025-03-01", "major"), ("2025-03-02", "minor"), ("2025-03-03", "critical"))
    ]
    closed = happened("2025-03-04", "ComplaintResolved", complaint_id="2025-03-03", satisfied=False)
    content = happened("2025-03-04", "ComplaintResolved", complaint_id="2025-03-01", satisfied=True)
    found = signal("satisfaction_gap", [registered(), *raised, closed], "2025-03-10")
    assert found is not None
    assert (found["value"], found["severity"], found["evidence"]) == (-2.25, "alert", [2, 3, 4])
    eased = signal("satisfaction_gap", [registered(), *raised, closed, content], "2025-03-10")
    assert eased is not None
    assert eased["value"] == -1.25


def test_a_complaint_that_was_reopened_while_it_was_open_weighs_once() -> None:
    raised = happened("2025-03-01", "ComplaintRaised", complaint_id="K1", severity="major", category="quality")
    again = [happened(day, "ComplaintReopened", complaint_id="K1") for day in ("2025-03-03", "2025-03-05")]
    found = signal("satisfaction_gap", [registered(), raised, *again], "2025-03-10")
    assert found is not None
    assert found["value"] == -1


def test_deliveries_later_than_usual_weigh_in_the_model() -> None:
    usual = [ordered(day, promised_on=day) for day in every(20, "2024-06-01", 8)]
    came = [happened(day, "OrderDelivered", order_id=f"O {day}") for day in every(20, "2024-06-01", 8)]
    late = [ordered(day, promised_on=day) for day in every(3, "2025-03-01", 5)]
    found = signal("satisfaction_gap", [registered(), *usual, *came, *late], "2025-03-31")
    assert found is not None
    assert (found["value"], found["parts"]["deliveries"], found["severity"]) == (-10, -10, "alert")
    few = signal("satisfaction_gap", [registered(), *usual, *came, *late[:4]], "2025-03-31")
    assert few is None


def test_nothing_said_and_nothing_known_is_no_gap() -> None:
    assert (
        severity("satisfaction_gap", [registered(), *map(ordered, every(30, "2024-01-01", 12))], "2025-01-31") is None
    )
