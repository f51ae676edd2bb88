"""The oracle's stage path, by hand."""

from datetime import UTC, date, datetime

from tests.oracle.effective import Event
from tests.oracle.given import (
    all_reviews,
    contact,
    estimate,
    event,
    executives,
    last_review,
    order,
    registered,
    stages,
    visit,
)

STRATEGIC: list[Event] = [
    registered("2024-01-02"),
    contact("2024-01-03", "K1", "Purchasing"),
    contact("2024-01-04", "K2", "Quality"),
    visit("2024-01-05", "K1", "K2"),
    executives("2024-01-06", "K1"),
    event("BindingFormed", "2024-01-07", binding_id="B", kind="equity"),
    estimate("2024-01-08", "1000.00"),
    order("2024-01-09", "600.00"),
]


def test_a_customer_starts_in_development_on_the_day_of_its_first_event() -> None:
    review = last_review([registered("2024-01-10")], date(2024, 1, 20))
    assert (review.stage, review.since, review.final) == ("development", date(2024, 1, 10), False)


def test_no_stage_is_leapt_over_on_the_way_up() -> None:
    assert stages(STRATEGIC, date(2024, 4, 30)) == {
        "2024-01-31": "initial",
        "2024-02-29": "stable",
        "2024-03-31": "strategic",
        "2024-04-30": "strategic",
    }


def test_nor_on_the_way_down() -> None:
    ended = [*STRATEGIC, event("RelationshipEnded", "2024-04-10", by="customer")]
    found = stages(ended, date(2024, 7, 31))
    assert [found[f"2024-0{m}-30" if m in (4, 6) else f"2024-0{m}-31"] for m in (4, 5, 6, 7)] == [
        "stable",
        "initial",
        "development",
        "development",
    ]


def test_an_order_on_the_last_day_of_the_month_twelve_months_ago_is_outside() -> None:
    events = [registered("2023-01-01"), order("2023-02-28")]
    assert stages(events, date(2024, 2, 29))["2024-01-31"] == "initial"
    assert stages(events, date(2024, 2, 29))["2024-02-29"] == "development"
    later = [registered("2023-01-01"), order("2023-03-01T00:00:00")]
    assert stages(later, date(2024, 2, 29))["2024-02-29"] == "initial"


def test_after_an_explicit_end_only_an_order_placed_since_leads_back() -> None:
    events = [
        registered("2024-01-01"),
        order("2024-01-10"),
        event("RelationshipEnded", "2024-02-10", by="us"),
        event("RelationshipResumed", "2024-03-10"),
    ]
    assert stages(events, date(2024, 3, 31))["2024-03-31"] == "development"
    assert stages([*events, order("2024-04-02")], date(2024, 4, 30))["2024-04-30"] == "initial"


def test_an_order_ends_an_explicit_end_until_it_is_cancelled() -> None:
    events = [
        registered("2024-01-01"),
        order("2024-01-10"),
        event("RelationshipEnded", "2024-02-10", by="customer"),
        order("2024-02-11", order_id="O"),
        event("OrderCancelled", "2024-03-05", order_id="O"),
    ]
    assert stages(events, date(2024, 3, 31)) == {
        "2024-01-31": "initial",
        "2024-02-29": "initial",
        "2024-03-31": "development",
    }


def test_two_departments_are_needed_for_stable() -> None:
    one = [e for e in STRATEGIC if e["data"].get("contact_id") != "K2"]
    assert stages(one, date(2024, 2, 29))["2024-02-29"] == "initial"


def test_an_owner_managed_customer_needs_an_executive_met_instead() -> None:
    events = [
        registered("2024-01-02", owner_managed=True),
        contact("2024-01-03", "K1", "Owner", "executive"),
        estimate("2024-01-08", "1000.00"),
        order("2024-01-09", "600.00"),
    ]
    assert stages(events, date(2024, 2, 29))["2024-02-29"] == "initial"
    assert stages([*events, visit("2024-01-10", "K1")], date(2024, 2, 29))["2024-02-29"] == "stable"


def test_first_rank_in_an_evaluation_stands_in_for_an_unknown_wallet() -> None:
    unknown = [e for e in STRATEGIC if e["type"] != "AnnualSpendEstimated"]
    first = event("SupplierEvaluationHeld", "2024-01-20", rank=1)
    second = event("SupplierEvaluationHeld", "2024-03-20", rank=2)
    assert stages(unknown, date(2024, 2, 29))["2024-02-29"] == "initial"
    found = stages([*unknown, first, second], date(2024, 4, 30))
    assert (found["2024-02-29"], found["2024-03-31"], found["2024-04-30"]) == ("stable", "initial", "initial")


def test_exit_thresholds_lie_below_entry_thresholds() -> None:
    def with_wallet(amount: str) -> str:
        events = [*STRATEGIC, estimate("2024-03-05", amount)]
        return stages([e for e in events if e["type"] != "BindingFormed"], date(2024, 3, 31))["2024-03-31"]

    assert with_wallet("1500.00") == "stable"  # 0.40 exactly
    assert with_wallet("1500.01") == "initial"


def test_a_step_at_an_asked_for_date_is_provisional() -> None:
    review = last_review(STRATEGIC, date(2024, 1, 20))
    assert (review.stage, review.step, review.provisional, review.since) == ("initial", "up", True, date(2024, 1, 20))


def test_an_asked_for_date_takes_no_step_within_28_days_of_one() -> None:
    assert last_review(STRATEGIC, date(2024, 2, 27)).stage == "initial"
    assert last_review(STRATEGIC, date(2024, 2, 28)).stage == "stable"


def test_the_peak_is_the_highest_stage_so_far() -> None:
    ended = [*STRATEGIC, event("RelationshipEnded", "2024-04-10", by="customer")]
    assert {r.peak for r in all_reviews(ended, date(2024, 7, 31)) if r.on > date(2024, 3, 1)} == {"strategic"}


def test_down_wins_where_both_hold() -> None:
    events = [e for e in STRATEGIC if e["type"] != "AnnualSpendEstimated"]
    rank = event("SupplierEvaluationHeld", "2024-01-20", rank=1)
    ended = event("RelationshipEnded", "2024-02-10", by="customer")
    assert stages([*events, rank, ended], date(2024, 2, 29))["2024-02-29"] == "development"


def test_a_review_at_an_instant_sees_only_what_occurred_by_then() -> None:
    before = datetime(2024, 1, 9, 11, 59, tzinfo=UTC)
    assert last_review(STRATEGIC, before).stage == "development"
    assert last_review(STRATEGIC, before.replace(hour=12, minute=0)).stage == "initial"
