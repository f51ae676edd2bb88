"""complaint_unacknowledged, complaint_repeated and complaint_unsatisfied: what became of complaints."""

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import (
    Happened,
    every,
    happened,
    ordered,
    registered,
    severity,
    signal,
)


def complaint(when: str, id_: str = "K-1", category: str = "delivery", severity_: str = "major") -> Happened:
    return happened(when, "ComplaintRaised", complaint_id=id_, severity=severity_, category=category)


def of_complaint(what: str, when: str, id_: str = "K-1", **data: object) -> Happened:
    return happened(when, f"Complaint{what}", complaint_id=id_, **data)


RAISED = [registered(), complaint("2025-03-03T08:00")]


@shows("complaint_unacknowledged")
@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2025-03-04T07:59:59", None),
        ("2025-03-04T08:00:00", "watch"),
        ("2025-03-05T07:59:59", "watch"),
        ("2025-03-05T08:00:00", "alert"),
    ],
)
def test_hours_without_an_acknowledgement_are_exact(at: str, expected: str | None) -> None:
    assert severity("complaint_unacknowledged", RAISED, at) == expected


@pytest.mark.parametrize("what", ["Acknowledged", "Resolved"])
def test_acknowledging_or_resolving_ends_it_from_then_on(what: str) -> None:
    answered = [*RAISED, of_complaint(what, "2025-03-05T10:00")]
    assert severity("complaint_unacknowledged", answered, "2025-03-05T09:59") == "alert"
    assert severity("complaint_unacknowledged", answered, "2025-03-05T10:00") is None


def test_the_oldest_unacknowledged_complaint_gives_the_numbers() -> None:
    found = signal("complaint_unacknowledged", [*RAISED, complaint("2025-03-04T08:00", "K-2")], "2025-03-05T08:30")
    assert found is not None
    assert (found["value"], found["threshold"], found["unit"]) == (48, 48, "hours")
    assert (found["since"], found["evidence"]) == ("2025-03-04", [2, 3])
    assert found["reason"] == "Complaint K-1 (major) of 3 Mar 2025 was not acknowledged for 48 hours; 1 more."


def test_a_reopened_complaint_was_heard() -> None:
    again = [*RAISED, of_complaint("Resolved", "2025-03-03T12:00"), of_complaint("Reopened", "2025-03-04")]
    assert severity("complaint_unacknowledged", again, "2025-03-20") is None


@shows("complaint_repeated")
@pytest.mark.parametrize(("number", "expected"), [(1, None), (2, "watch"), (3, "alert"), (4, "alert"), (5, "crisis")])
def test_the_same_category_again_and_again(number: int, expected: str | None) -> None:
    raised = [complaint(day, f"K-{day}") for day in every(10, "2025-01-01", number)]
    assert severity("complaint_repeated", [registered(), *raised], "2025-02-28") == expected


def test_ninety_days_are_looked_at_and_spellings_do_not_matter() -> None:
    raised = [registered(), complaint("2025-01-01", "K-1", "Delivery "), complaint("2025-02-01", "K-2")]
    assert severity("complaint_repeated", raised, "2025-03-31") == "watch"
    assert severity("complaint_repeated", raised, "2025-04-01") is None


def test_different_categories_do_not_add_up() -> None:
    raised = [registered(), complaint("2025-01-01", "K-1", "price"), complaint("2025-02-01", "K-2")]
    assert severity("complaint_repeated", raised, "2025-02-28") is None


def usual(orders_before: int, orders_now: int) -> list[Happened]:
    """Three complaints in the year before, two now, over so many orders."""
    before = [ordered(day) for day in every(5, "2024-02-01", orders_before)]
    now = [ordered(day) for day in every(5, "2025-01-05", orders_now)]
    raised = [*every(60, "2024-03-01", 3), "2025-01-10", "2025-01-20"]
    return [registered(), *before, *now, *(complaint(day, f"K-{day}") for day in raised)]


def test_with_a_usual_rate_of_its_own_it_takes_twice_that_rate() -> None:
    assert severity("complaint_repeated", usual(12, 4), "2025-03-01") == "alert"  # 2 / 4 is twice 3 / 12; on probation
    assert severity("complaint_repeated", usual(12, 5), "2025-03-01") is None


def test_a_usual_rate_that_is_not_known_is_no_reason() -> None:
    assert severity("complaint_repeated", usual(0, 0), "2025-03-01") is None


def test_it_says_the_rate_and_proves_it() -> None:
    found = signal("complaint_repeated", usual(12, 4), "2025-03-01")
    assert found is not None
    assert (found["severity"], found["value"], found["threshold"]) == ("alert", 2, 2)
    assert found["parts"]["on_probation"]
    assert found["evidence"] == [21, 22]
    assert found["reason"] == (
        '2 complaints of the category "delivery" in 90 days, over 4 orders; '
        "in the year before it were 3 over 12 orders."
    )


def closed(when: str, id_: str, *, satisfied: bool | None) -> list[Happened]:
    data = {} if satisfied is None else {"satisfied": satisfied}
    return [complaint("2025-01-01", id_), of_complaint("Resolved", when, id_, **data)]


@shows("complaint_unsatisfied", "alert", "crisis")
def test_one_unsatisfied_customer_is_an_alert_and_three_are_a_crisis() -> None:
    one = [registered(), *closed("2025-01-02", "K-1", satisfied=False)]
    assert severity("complaint_unsatisfied", one, "2025-01-02") == "alert"
    two = [*one, *closed("2025-01-03", "K-2", satisfied=False)]
    assert severity("complaint_unsatisfied", two, "2025-01-03") == "alert"
    three = [*two, *closed("2025-01-04", "K-3", satisfied=False)]
    found = signal("complaint_unsatisfied", three, "2025-01-31")
    assert found is not None
    assert (found["severity"], found["value"], found["threshold"]) == ("crisis", 3, 3)
    assert (found["since"], found["evidence"]) == ("2025-01-31", [3, 5, 7])
    assert found["reason"] == (
        "Complaint K-3 was closed on 4 Jan 2025 and the customer is not satisfied with it; 2 more in 90 days."
    )


@shows("complaint_unsatisfied", None)
@pytest.mark.parametrize("satisfied", [True, None])
def test_satisfied_and_unknown_are_no_reason(satisfied: bool | None) -> None:
    given = [registered(), *closed("2025-01-02", "K-1", satisfied=satisfied)]
    assert severity("complaint_unsatisfied", given, "2025-01-31") is None


def test_ninety_days_after_the_closing_it_is_forgotten() -> None:
    given = [registered(), *closed("2025-01-02", "K-1", satisfied=False)]
    assert severity("complaint_unsatisfied", given, "2025-04-01") == "alert"
    assert severity("complaint_unsatisfied", given, "2025-04-02") is None


def test_once_reopened_it_is_no_longer_closed() -> None:
    given = [registered(), *closed("2025-01-02", "K-1", satisfied=False), of_complaint("Reopened", "2025-01-20")]
    assert severity("complaint_unsatisfied", given, "2025-01-19") == "alert"
    assert severity("complaint_unsatisfied", given, "2025-01-20") is None
