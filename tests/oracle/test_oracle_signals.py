"""The oracle's signals, a few by hand."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.oracle.effective import Event
from tests.oracle.given import contact, event, last_review, numbered, order, registered, visit
from tests.oracle.moments import Moment
from tests.oracle.policy import DEFAULTS
from tests.oracle.seen import Seen
from tests.oracle.signals.contentment import modelled_gap

BEGIN = [registered("2024-01-01"), contact("2024-01-02", "K1", "Purchasing")]


def fired(events: list[Event], as_of: str) -> dict[str, tuple[str, str]]:
    review = last_review(events, date.fromisoformat(as_of))
    return {name: (level, str(since)) for name, (level, since) in review.signals.items()}


def test_a_discount_given_once_and_gone_a_week_later_leaves_a_gap_of_almost_four() -> None:
    events = [
        *BEGIN,
        event("ConcessionGranted", "2024-03-01", concession_id="G", kind="discount", size="20"),
        order("2024-03-01"),
        event("ConcessionWithdrawn", "2024-03-08", concession_id="G"),
    ]
    zone = ZoneInfo("UTC")
    moment = Moment.ending(date(2024, 3, 8), zone)
    gap = modelled_gap(Seen(events=numbered(events), currency="EUR", moment=moment, policy=DEFAULTS))
    assert gap == pytest.approx(-3.9, abs=0.01)
    assert fired(events, "2024-03-08")["satisfaction_gap"][0] == "alert"


def test_a_request_is_a_watch_after_two_days_and_an_alert_after_seven() -> None:
    asked = [*BEGIN, event("RequestRaised", "2024-03-01", request_id="R")]
    assert "request_open" not in fired(asked, "2024-03-02")
    assert fired(asked, "2024-03-03")["request_open"] == ("watch", "2024-03-03")
    assert fired(asked, "2024-03-08")["request_open"] == ("alert", "2024-03-03")
    assert "request_open" not in fired([*asked, event("RequestAnswered", "2024-03-04", request_id="R")], "2024-03-08")


def test_a_promise_moved_to_a_later_day_is_not_broken_before_it() -> None:
    made = [*BEGIN, event("CommitmentMade", "2024-03-01", commitment_id="M", by="us", due_on="2024-03-10")]
    assert fired(made, "2024-03-11")["promise_broken"] == ("watch", "2024-03-11")
    moved = [*made, event("CommitmentMade", "2024-03-09", commitment_id="M", by="us", due_on="2024-03-20")]
    assert "promise_broken" not in fired(moved, "2024-03-11")


def test_one_person_carries_the_relationship() -> None:
    days = [f"2024-02-{day:02}" for day in range(1, 6)]
    assert fired([*BEGIN, *(visit(day, "K1") for day in days)], "2024-02-10")["single_threaded"][0] == "watch"
    assert "single_threaded" not in fired([*BEGIN, *(visit(day, "K1") for day in days[:4])], "2024-02-10")


def test_an_invoice_with_one_percent_open_is_paid() -> None:
    asked = event("InvoiceIssued", "2024-02-01", invoice_id="I", amount="100.00", currency="EUR", due_on="2024-03-01")
    paid = event("PaymentReceived", "2024-03-01", invoice_id="I", amount="99.00", currency="EUR")
    assert fired([*BEGIN, asked], "2024-03-16")["payment_overdue"] == ("watch", "2024-03-16")
    assert fired([*BEGIN, asked], "2024-05-30")["payment_overdue"] == ("crisis", "2024-03-16")
    assert "payment_overdue" not in fired([*BEGIN, asked, paid], "2024-05-30")


def test_a_product_that_stopped_while_the_customer_goes_on_ordering_is_lost() -> None:
    first = date(2024, 1, 3)

    def bought(day: date, *products: str) -> Event:
        lines = [{"product": product, "quantity": "1", "unit_price": "10.00"} for product in products]
        return order(str(day), f"{len(lines)}0.00", lines=lines)

    both = [bought(first + timedelta(days=10 * n), "P", "Q") for n in range(6)]
    alone = [bought(first + timedelta(days=10 * n), "Q") for n in range(6, 12)]
    assert fired([*BEGIN, *both, *alone], "2024-03-23").get("line_lost") is None
    assert fired([*BEGIN, *both, *alone], "2024-03-24")["line_lost"] == ("alert", "2024-03-24")
