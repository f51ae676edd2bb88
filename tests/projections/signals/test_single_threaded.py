"""single_threaded: most of the contact through one person, on either side."""

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import Happened, every, happened, registered, severity, signal
from tests.projections.signals.stages import in_stable


def visits(contact_id: str, first: str, times: int, *our_people: str) -> list[Happened]:
    who = {"our_people": list(our_people)} if our_people else {}
    return [happened(on, "VisitMade", contact_ids=[contact_id], **who) for on in every(7, first, times)]


@shows("single_threaded")
@pytest.mark.parametrize(("times", "expected"), [(4, None), (5, "watch")])
def test_it_is_judged_from_five_contact_days_on(times: int, expected: str | None) -> None:
    assert severity("single_threaded", [registered(), *visits("K-1", "2025-01-01", times)], "2025-03-01") == expected


@pytest.mark.parametrize(("one", "other", "expected"), [(8, 2, None), (9, 2, "watch")])
def test_eighty_percent_may_go_through_one(one: int, other: int, expected: str | None) -> None:
    events = [registered(), *visits("K-1", "2025-01-01", one), *visits("K-2", "2025-01-01", other)]
    assert severity("single_threaded", events, "2025-04-01") == expected


@shows("single_threaded", "alert")
def test_where_we_are_the_main_supplier_it_is_an_alert() -> None:
    assert severity("single_threaded", [*in_stable(), *visits("K-1", "2024-08-01", 5)], "2024-09-30") == "alert"


def test_our_side_hangs_on_one_person_too() -> None:
    events = [
        registered(),
        *visits("K-1", "2025-01-01", 3, "Wei"),
        *visits("K-2", "2025-01-02", 3, "Wei"),
        *visits("K-1", "2025-02-01", 1, "Wei", "Chen"),
    ]
    found = signal("single_threaded", events, "2025-03-15")
    assert found is not None
    assert (found["parts"]["side"], found["parts"]["person"]) == ("ours", "Wei")
    assert (found["value"], found["threshold"], found["since"]) == (0.875, 0.8, "2025-01-31")
    assert found["reason"] == "88 % of 8 contact-days in 182 days went through one person of ours, Wei."


def test_two_of_ours_who_always_go_together_are_no_single_thread() -> None:
    events = [registered(), *visits("K-1", "2025-01-01", 3, "A", "B"), *visits("K-2", "2025-01-02", 3, "A", "B")]
    assert severity("single_threaded", events, "2025-03-01") is None


def test_several_events_of_a_day_are_one_contact_day_and_half_a_year_later_it_is_none() -> None:
    daily = [
        happened(f"2025-01-0{day}T{hour}:00", "CallMade", contact_ids=["K-1"]) for day in (1, 2) for hour in (10, 15)
    ]
    assert severity("single_threaded", [registered(), *daily], "2025-02-01") is None
    five = [registered(), *visits("K-1", "2025-01-01", 5)]
    assert severity("single_threaded", five, "2025-07-01") == "watch"
    assert severity("single_threaded", five, "2025-07-02") is None
