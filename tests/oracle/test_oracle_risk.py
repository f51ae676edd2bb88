"""The oracle's risk status, by hand."""

from datetime import date, timedelta

from tests.oracle.effective import Event
from tests.oracle.given import estimate, event, last_review, order, registered


def status(events: list[Event], as_of: date) -> str | None:
    return last_review(events, as_of).risk


ONCE: list[Event] = [registered("2022-01-01"), order("2022-01-10")]


def test_a_file_alone_has_no_risk_status() -> None:
    assert status([registered("2024-01-01"), estimate("2024-01-02", "10.00")], date(2024, 3, 31)) is None


def test_without_any_order_it_is_prevention_even_when_the_customer_ended_it() -> None:
    events = [registered("2024-01-01"), event("RelationshipEnded", "2024-01-20", by="customer")]
    assert status(events, date(2024, 1, 31)) == "prevention"


def test_ended_by_us_is_lost_and_by_the_customer_rescue() -> None:
    assert status([*ONCE, event("RelationshipEnded", "2022-02-01", by="us")], date(2022, 2, 28)) == "lost"
    ended = [*ONCE, event("RelationshipEnded", "2022-02-01", by="customer")]
    assert status(ended, date(2022, 2, 28)) == "rescue"
    assert status([*ended, event("RelationshipResumed", "2022-02-02")], date(2022, 2, 28)) == "prevention"


def test_a_recovery_given_up_is_lost_until_an_order() -> None:
    given_up = [*ONCE, event("RecoveryClosed", "2022-02-01", result="given_up")]
    assert status(given_up, date(2022, 2, 28)) == "lost"
    assert status([*given_up, order("2022-02-02")], date(2022, 2, 28)) == "prevention"
    assert status([*ONCE, event("RecoveryClosed", "2022-02-01", result="recovered")], date(2022, 2, 28)) == "prevention"


def test_interrupted_is_control_or_rescue_by_what_there_is_to_save() -> None:
    assert status(ONCE, date(2023, 2, 28)) == "control"
    assert status([*ONCE, event("TierAssigned", "2022-01-15", tier="B")], date(2023, 2, 28)) == "rescue"
    assert status([*ONCE, order("2022-01-11"), order("2022-01-12")], date(2023, 2, 28)) == "rescue"


def test_two_years_interrupted_is_lost() -> None:
    assert status(ONCE, date(2025, 1, 10)) == "control"
    assert status(ONCE, date(2025, 1, 11)) == "lost"
    assert last_review(ONCE, date(2025, 1, 11)).interrupted_since == date(2023, 1, 11)


def test_a_resumption_takes_a_lost_customer_back() -> None:
    assert status([*ONCE, event("RelationshipResumed", "2025-03-01")], date(2025, 3, 31)) == "control"


def test_an_assigned_tier_counts_for_two_years() -> None:
    tiered = [*ONCE, event("TierAssigned", "2022-06-30", tier="A")]
    assert status(tiered, date(2024, 6, 29)) == "rescue"
    assert status(tiered, date(2024, 6, 30)) == "control"


def test_a_crisis_cools_down_at_the_next_review() -> None:
    weekly = [registered("2023-01-01"), *(order(str(date(2023, 1, 2) + timedelta(weeks=n))) for n in range(40))]
    assert status(weekly, date(2023, 11, 30)) == "rescue"
    back = [*weekly, order("2023-12-05")]
    assert last_review(back, date(2023, 12, 10)).order_overdue is None
    assert status(back, date(2023, 12, 10)) == "control"
    assert status([*back, *(order(f"2024-01-{d:02d}") for d in (2, 9, 16, 30))], date(2024, 1, 31)) == "prevention"
