"""The oracle's quantities of a review, by hand."""

from datetime import date
from fractions import Fraction

from tests.oracle.effective import Event
from tests.oracle.given import contact, estimate, event, executives, last_review, order, registered, visit

YEAR_END = date(2024, 12, 31)


def test_purchases_are_orders_less_returns_of_twelve_months_in_the_own_currency() -> None:
    review = last_review(
        [
            registered("2023-01-01"),
            order("2023-12-31T23:59:59.999999", "1000.00"),  # the moment twelve months before is outside
            order("2024-01-01T00:00:00", "100.00"),
            order("2024-05-01", "40.00", currency="USD"),
            order("2024-06-01", "0.00"),
            event("GoodsReturned", "2024-07-01", amount="30.00", currency="EUR"),
            event("GoodsReturned", "2024-07-02", amount="5.00", currency="USD"),
        ],
        YEAR_END,
    )
    assert review.purchases_12m == 7000


def test_more_returned_than_ordered_is_nothing_bought() -> None:
    events = [
        registered("2024-01-01"),
        order("2024-02-01", "10.00"),
        event("GoodsReturned", "2024-03-01", amount="30.00", currency="EUR"),
    ]
    assert last_review(events, YEAR_END).purchases_12m == 0


def test_a_cancelled_order_counts_until_the_cancellation() -> None:
    events = [
        registered("2024-01-01"),
        order("2024-02-01", "10.00", order_id="O"),
        event("OrderCancelled", "2024-06-15", order_id="O"),
    ]
    assert last_review(events, date(2024, 6, 14)).purchases_12m == 1000
    assert last_review(events, date(2024, 6, 15)).purchases_12m == 0


def test_lines_are_summed_each_rounded_half_up() -> None:
    lines = [
        {"product": "A", "quantity": "3", "unit_price": "0.335"},
        {"product": "B", "quantity": "1", "unit_price": "2"},
    ]
    placed = event("OrderPlaced", "2024-02-01", order_id="O", currency="EUR", lines=lines)
    assert last_review([registered("2024-01-01"), placed], YEAR_END).purchases_12m == 301


def test_the_wallet_is_the_latest_estimate_of_each_category_times_its_open_share() -> None:
    review = last_review(
        [
            registered("2024-01-01"),
            estimate("2024-02-01", "500.00", category="paint"),
            estimate("2024-03-01", "1000.00", category="paint", open_share="0.5"),
            estimate("2024-02-02", "200.00"),
            estimate("2024-02-03", "900.00", category="glue", currency="USD"),
            order("2024-04-01", "350.00"),
        ],
        YEAR_END,
    )
    assert (review.wallet, review.share) == (70000, Fraction(1, 2))


def test_the_share_is_unknown_without_a_wallet_and_where_the_wallet_is_nothing() -> None:
    events = [registered("2024-01-01"), order("2024-04-01", "350.00")]
    assert (last_review(events, YEAR_END).wallet, last_review(events, YEAR_END).share) == (None, None)
    barred = last_review([*events, estimate("2024-05-01", "100.00", open_share="0")], YEAR_END)
    assert (barred.wallet, barred.share) == (0, None)


def test_departments_are_those_of_contacts_met_as_they_were_that_day() -> None:
    review = last_review(
        [
            registered("2024-01-01"),
            contact("2024-01-02", "K1", "Purchasing"),
            contact("2024-01-03", "K2", " purchasing "),
            visit("2024-02-01", "K1", "K2"),
            event("ContactChanged", "2024-03-01", contact_id="K1", department="Quality"),
            event("CallMade", "2024-04-01", contact_ids=["K1"]),
            event("ContactChanged", "2024-05-01", contact_id="K1", department="Logistics"),
            event("MessageExchanged", "2024-06-01", contact_ids=["K1"]),
        ],
        YEAR_END,
    )
    assert review.departments_12m == 2


def test_a_change_later_on_the_day_of_the_meeting_counts_for_it() -> None:
    events = [
        registered("2024-01-01"),
        contact("2024-01-02", "K1", "Purchasing"),
        contact("2024-01-03", "K2", "Quality"),
        visit("2024-02-01T08:00:00", "K1", "K2"),
        event("ContactChanged", "2024-02-01T18:00:00", contact_id="K1", department="Quality"),
    ]
    assert last_review(events, YEAR_END).departments_12m == 1


def test_a_contact_added_after_the_meeting_counts_from_the_review_that_sees_it() -> None:
    events = [registered("2024-01-01"), visit("2024-02-01", "K1"), contact("2024-06-10", "K1", "Purchasing")]
    assert last_review(events, date(2024, 6, 9)).departments_12m == 0
    assert last_review(events, date(2024, 6, 10)).departments_12m == 1


def test_a_binding_is_in_force_until_its_end_date_or_for_thirty_six_months() -> None:
    dated = event("BindingFormed", "2023-01-10", binding_id="B", kind="equity", ends_on="2024-06-15")
    events = [registered("2023-01-01"), dated]
    assert last_review(events, date(2024, 6, 15)).lock_in
    assert not last_review(events, date(2024, 6, 16)).lock_in
    undated = [registered("2021-01-01"), event("BindingFormed", "2021-06-30", binding_id="B", kind="equity")]
    assert last_review(undated, date(2024, 6, 29)).lock_in
    assert not last_review(undated, date(2024, 6, 30)).lock_in
    assert not last_review([*undated, event("BindingEnded", "2022-01-01", binding_id="B")], date(2022, 1, 1)).lock_in


def test_lesser_bindings_lock_in_only_as_two_kinds() -> None:
    def formed(binding_id: str, kind: str) -> Event:
        return event("BindingFormed", f"2024-01-0{binding_id}", binding_id=binding_id, kind=kind)

    same = [registered("2024-01-01"), formed("2", "joint_project"), formed("3", "joint_project")]
    assert not last_review(same, YEAR_END).lock_in
    assert not last_review([*same, formed("4", "training")], YEAR_END).lock_in
    assert last_review([*same, formed("5", "staff_exchange")], YEAR_END).lock_in


def test_the_lapse_window_is_twelve_months_until_three_order_days_are_known() -> None:
    events = [registered("2022-01-01"), order("2022-02-01"), order("2023-02-01")]
    assert last_review(events, date(2024, 6, 30)).lapse_window_days == 366
    assert last_review(events, date(2023, 6, 30)).lapse_window_days == 365


def test_slow_buyers_have_twice_their_median_gap_up_to_thirty_six_months() -> None:
    slow = [
        registered("2022-01-01"),
        order("2022-01-10"),
        order("2022-07-29"),
        order("2023-02-14"),
        order("2023-02-15"),
    ]
    assert last_review(slow, date(2023, 6, 30)).lapse_window_days == 400  # gaps 200, 200, 1
    even = [*slow, order("2023-08-24")]  # gaps 1, 190, 200, 200
    assert last_review(even, date(2023, 12, 31)).lapse_window_days == 390
    slowest = [registered("2020-01-01"), order("2020-01-10"), order("2021-12-10"), order("2023-11-10")]
    assert last_review(slowest, date(2023, 12, 31)).lapse_window_days == 1095  # 36 months


def test_order_days_older_than_sixty_months_do_not_shape_the_window() -> None:
    events = [registered("2018-01-01"), order("2018-06-30"), order("2020-06-30"), order("2022-06-30")]
    assert last_review(events, date(2023, 6, 29)).lapse_window_days == 1095  # 36 months
    assert last_review(events, date(2023, 6, 30)).lapse_window_days == 365


def test_executive_meetings_without_contacts_may_name_a_department() -> None:
    held = event("ExecutiveMeetingHeld", "2024-02-01", contact_ids=[], department="Board", our_executive="Wei")
    assert last_review([registered("2024-01-01"), held], YEAR_END).departments_12m == 1
    assert last_review([registered("2024-01-01"), executives("2024-02-01")], YEAR_END).departments_12m == 0
