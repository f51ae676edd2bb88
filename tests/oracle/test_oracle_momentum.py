"""The oracle's momentum, by hand."""

from datetime import date

from tests.oracle.effective import Event
from tests.oracle.given import all_reviews, estimate, event, last_review, order, registered


def moves(events: list[Event], as_of: date) -> dict[str, str]:
    return {review.on.isoformat(): review.momentum for review in all_reviews(events, as_of)}


def test_a_step_up_advances_for_six_months() -> None:
    found = moves([registered("2024-01-01"), order("2024-01-10")], date(2024, 7, 31))
    assert (found["2024-01-31"], found["2024-06-30"], found["2024-07-31"]) == ("advancing", "advancing", "steady")


def test_interrupted_since_the_last_order_plus_the_window() -> None:
    review = last_review([registered("2023-01-01"), order("2023-01-10")], date(2024, 1, 31))
    assert (review.momentum, review.interrupted_since) == ("interrupted", date(2024, 1, 10))


def test_the_window_that_is_added_is_that_of_the_review_in_days() -> None:
    review = last_review([registered("2023-01-01"), order("2023-01-10")], date(2024, 2, 29))
    assert (review.lapse_window_days, review.interrupted_since) == (366, date(2024, 1, 11))


def test_interrupted_since_the_explicit_end_if_that_is_earlier() -> None:
    events = [registered("2023-01-01"), order("2023-01-10"), event("RelationshipEnded", "2023-05-05", by="customer")]
    assert last_review(events, date(2024, 1, 31)).interrupted_since == date(2023, 5, 5)
    late = [registered("2023-01-01"), order("2023-01-10"), event("RelationshipEnded", "2024-02-05", by="customer")]
    assert last_review(late, date(2024, 2, 10)).interrupted_since == date(2024, 1, 10)


def test_a_customer_that_never_ordered_is_not_interrupted() -> None:
    assert last_review([registered("2022-01-01")], date(2024, 1, 31)).momentum == "stagnant"


def orders_since(first: str, latest: str) -> list[Event]:
    """100.00 on each of four days, then the latest amount in December 2023."""
    old = [order(first), order("2023-02-01"), order("2023-05-01"), order("2023-06-01")]
    return [registered("2022-01-01"), *old, order("2023-12-10", latest)]


def test_the_figure_against_its_value_six_months_ago() -> None:
    # 300.00 in the year to 2023-06-30, and 300.00 + the latest in the year to 2023-12-31
    assert last_review(orders_since("2022-06-15", "60.00"), date(2023, 12, 31)).momentum == "advancing"
    assert last_review(orders_since("2022-06-15", "59.99"), date(2023, 12, 31)).momentum == "steady"


def test_a_figure_at_four_fifths_regresses() -> None:
    returned = event("GoodsReturned", "2023-12-12", amount="100.00", currency="EUR")
    assert last_review([*orders_since("2022-06-15", "40.00"), returned], date(2023, 12, 31)).momentum == "regressing"
    assert last_review([*orders_since("2022-06-15", "40.01"), returned], date(2023, 12, 31)).momentum == "steady"


def test_the_ratio_needs_a_first_order_eighteen_months_back() -> None:
    on_the_moment = orders_since("2022-06-30T23:59:59.999999", "90.00")  # 390.00 against 300.00
    assert last_review(on_the_moment, date(2023, 12, 31)).momentum == "advancing"
    just_after = orders_since("2022-07-01T00:00:00", "190.00")  # 490.00 against 400.00
    assert last_review(just_after, date(2023, 12, 31)).momentum == "steady"


def test_the_ratio_needs_four_order_days_in_two_years() -> None:
    three_days = [e for e in orders_since("2021-06-15", "900.00") if e["occurred_at"].month != 5]
    assert last_review([*three_days, order("2023-12-10T15:00:00")], date(2023, 12, 31)).momentum == "steady"
    assert last_review([*three_days, order("2023-12-11", "1.00")], date(2023, 12, 31)).momentum == "advancing"


def test_the_share_of_then_uses_the_wallet_of_then() -> None:
    # 300.00 of 1000.00, then 350.00 of 2000.00
    wallets = [estimate("2022-02-01", "1000.00"), estimate("2023-09-01", "2000.00")]
    assert last_review([*orders_since("2022-06-15", "50.00"), *wallets], date(2023, 12, 31)).momentum == "regressing"


def test_stagnant_from_more_than_twelve_months_in_development_unless_work_is_open() -> None:
    waiting = [registered("2023-01-15")]
    assert last_review(waiting, date(2024, 1, 15)).momentum == "steady"
    assert last_review(waiting, date(2024, 1, 16)).momentum == "stagnant"
    opening = event("OpeningObserved", "2023-03-01", opening_id="P", kind="new_product", origin="awaited")
    assert last_review([*waiting, opening], date(2024, 1, 16)).momentum == "steady"
    closed = event("OpeningClosed", "2023-04-01", opening_id="P", result="void")
    assert last_review([*waiting, opening, closed], date(2024, 1, 16)).momentum == "stagnant"


def test_initial_stagnates_after_eighteen_months_only_where_its_place_can_be_known() -> None:
    events = [registered("2022-01-01"), *(order(f"{y}-{m:02d}-15") for y in (2022, 2023) for m in range(1, 13))]
    assert last_review(events, date(2023, 8, 31)).momentum == "steady"
    known = [*events, event("SupplierEvaluationHeld", "2023-01-20", rank=2)]
    assert last_review(known, date(2023, 7, 31)).momentum == "steady"  # since 2022-01-31, exactly 18 months
    assert last_review(known, date(2023, 8, 31)).momentum == "stagnant"
