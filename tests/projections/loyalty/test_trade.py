"""Trade indicators: each with the numbers it is made of, unknown below five cases."""

from projections.loyalty.trade_figures import INDICATORS
from tests.model.showing import shows, shows_each
from tests.projections.loyalty.told import contact, loyalty
from tests.projections.signals.one_customer import Happened, Row, every, happened, ordered, registered

ON = "2024-06-05"
FIVE = every(60, "2023-08-01", 5)


def trade(name: str, *events: Happened, on: str = ON) -> Row:
    found: Row = loyalty([registered(), *events], on)["trade"][name]
    return found


def orders(*days: str, **data: str) -> list[Happened]:
    return [ordered(on, **data) for on in days]


@shows_each([f"trade: {name}" for name in INDICATORS], None)
def test_without_five_cases_nothing_is_said_of_anything() -> None:
    found = loyalty([registered(), contact("K-1"), *orders(*FIVE[:4])], ON)["trade"]
    assert {name: one["value"] for name, one in found.items()} == dict.fromkeys(INDICATORS)
    assert all(one["absences"] for one in found.values())


@shows("trade: volume", "known")
def test_the_volume_is_the_year_against_the_year_before() -> None:
    found = trade("volume", *orders("2023-01-01", "2023-02-01", amount="200.00"), *orders(*FIVE[:3]))
    assert (found["value"], found["cases"], found["evidence"]) == (0.75, 5, [2, 3, 4, 5, 6])
    assert found["parts"] == {"purchases": "300.00", "purchases_before": "400.00"}


def test_nothing_bought_before_is_nothing_to_compare_with() -> None:
    found = trade("volume", *orders(*FIVE))
    assert (found["value"], found["absences"]) == (
        None,
        ["Nothing was bought in the 12 months before: nothing to compare with."],
    )


@shows("trade: delivery_days", "known")
def test_days_to_deliver_are_the_median_of_five() -> None:
    came = [
        happened(every(days, on, 2)[1], "OrderDelivered", order_id=f"O {on}")
        for on, days in zip(FIVE, (2, 4, 6, 8, 30), strict=True)
    ]
    found = trade("delivery_days", *orders(*FIVE), *came)
    assert (found["value"], found["cases"], found["reason"]) == (
        6,
        5,
        "Half of 5 deliveries came within 6 days of the order.",
    )
    assert trade("delivery_days", *orders(*FIVE), *came[1:])["value"] is None


@shows("trade: on_time", "known")
def test_on_time_counts_what_was_promised_and_due() -> None:
    promised = [ordered(on, promised_on=every(10, on, 2)[1]) for on in FIVE]
    came = [
        happened(every(days, on, 2)[1], "OrderDelivered", order_id=f"O {on}")
        for on, days in zip(FIVE, (9, 11, 12), strict=False)
    ]
    found = trade("on_time", *promised, *came)
    assert (found["value"], found["cases"], found["parts"]) == (0.4, 5, {"in_time": 2})


@shows("trade: payment_days", "known")
def test_days_to_pay_run_from_the_invoice_to_the_payment_that_settles_it() -> None:
    events = []
    for number, on in enumerate(FIVE):
        events.append(happened(on, "InvoiceIssued", invoice_id=f"I{number}", amount="10.00", currency="EUR", due_on=on))
        paid_on = every(10 * (number + 1), on, 2)[1]
        events.append(happened(paid_on, "PaymentReceived", invoice_id=f"I{number}", amount="10.00", currency="EUR"))
    assert trade("payment_days", *events)["value"] == 30


@shows("trade: quotations_won", "known")
def test_quotations_won_are_a_part_of_those_decided() -> None:
    results = ("won", "won", "lost", "lost", "won")
    events = [
        event
        for number, (on, result) in enumerate(zip(FIVE, results, strict=True))
        for event in (
            happened(on, "QuotationSubmitted", quotation_id=f"Q{number}"),
            happened(on, "QuotationDecided", quotation_id=f"Q{number}", result=result),
        )
    ]
    assert trade("quotations_won", *events)["parts"] == {"won": 3}
    assert trade("quotations_won", *events)["value"] == 0.6


@shows("trade: resolution_days", "known")
def test_days_to_resolve_are_those_of_complaints_closed_in_the_year() -> None:
    events = []
    for number, on in enumerate(FIVE):
        name = f"B{number}"
        events.append(happened(on, "ComplaintRaised", complaint_id=name, severity="minor", category="quality"))
        events.append(happened(every(number + 1, on, 2)[1], "ComplaintResolved", complaint_id=name))
    assert trade("resolution_days", *events)["value"] == 3


@shows("trade: returned", "known")
def test_returns_are_a_part_of_what_was_ordered() -> None:
    back = happened("2024-05-01", "GoodsReturned", amount="50.00", currency="EUR")
    found = trade("returned", *orders(*FIVE), back)
    assert (found["value"], found["parts"]) == (0.1, {"returned": "50.00", "ordered": "500.00"})


def discount(name: str, on: str, **data: str) -> Happened:
    return happened(on, "ConcessionGranted", concession_id=name, kind="discount", size="10", **data)


@shows("trade: mean_discount", "known")
def test_the_mean_discount_is_that_in_force_on_the_days_of_the_orders() -> None:
    assert trade("mean_discount", *orders(*FIVE))["value"] == 0
    assert trade("mean_discount", discount("N", "2023-10-01"), *orders(*FIVE))["value"] == 0.06
    assert trade("mean_discount", discount("N", "2023-10-01", until="2023-12-15"), *orders(*FIVE))["value"] == 0.02
    of_one_order = discount("M", FIVE[0], order_id="O 1")
    assert trade("mean_discount", of_one_order, discount("N", FIVE[0]), *orders(*FIVE))["value"] == 0.12


@shows("trade: contact_days_per_order", "known")
def test_contact_days_are_counted_per_person_and_order() -> None:
    people = [contact("K-1"), contact("K-2")]
    visits = [happened(on, "VisitMade", contact_ids=["K-1", "K-2"]) for on in FIVE[:2]]
    calls = [happened(f"{FIVE[0]}T17:00", "CallMade", contact_ids=["K-1"])]
    assert trade("contact_days_per_order", *people, *visits, *calls, *orders(*FIVE))["value"] == 0.8
    assert trade("contact_days_per_order", *people, *orders(*FIVE))["value"] is None
