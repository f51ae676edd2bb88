"""What is doubtful is recorded, and the receipt says so; only who records by hand hears of unusually large orders."""

from collections.abc import Callable

from ledger.application import Ledger
from ledger.errors import GuanxiError
from ledger.interaction import Interaction
from ledger.recent_orders import LOOK_BACK

Make = Callable[..., Interaction]


def test_an_order_far_above_the_latest_ones_is_flagged(ledger: Ledger, registered: Make, order: Make) -> None:
    ledger.record_many([registered("C-1"), *(order("C-1", f"SO-{n}", "10.00") for n in range(5))])
    assert ledger.record(order("C-1", "SO-8", "200.00")).flags == ()
    assert ledger.record(order("C-1", "SO-9", "200.01")).flags == ("order_unusually_large",)


def test_orders_of_other_customers_do_not_tell_what_is_usual(ledger: Ledger, registered: Make, order: Make) -> None:
    ledger.record_many([registered("C-1"), registered("C-2"), *(order("C-2", f"SO-{n}", "1.00") for n in range(9))])
    assert ledger.record(order("C-1", "SO-1", "9000.00")).flags == ()


def test_only_a_bounded_stretch_of_the_stream_is_looked_at(
    ledger: Ledger, registered: Make, order: Make, wanted: Make
) -> None:
    notes = [wanted("C-1", "TierAssigned", {"tier": "A"}) for _ in range(LOOK_BACK - 4)]
    ledger.record_many([registered("C-1"), *(order("C-1", f"SO-{n}", "1.00") for n in range(5)), *notes])
    assert ledger.record(order("C-1", "SO-9", "9000.00")).flags == ()


def test_orders_recorded_one_by_one_are_remembered_as_the_log_tells_them(
    ledger: Ledger, registered: Make, order: Make, wanted: Make
) -> None:
    ledger.record(registered("C-1"))
    small = [ledger.record(order("C-1", f"SO-{n}", "1.00")).flags for n in range(24)]
    large = [ledger.record(order("C-1", f"LO-{n}", "9000.00")).flags for n in range(24)]
    assert small == [()] * 24
    assert large == [("order_unusually_large",)] * 12 + [()] * 12  # from then on half of the latest 24 are as large
    ledger.record_many([wanted("C-1", "TierAssigned", {"tier": "A"})] * (LOOK_BACK - 4))
    assert ledger.record(order("C-1", "SO-99", "900000.00")).flags == ()


def test_a_batch_is_spared_the_search(ledger: Ledger, registered: Make, order: Make) -> None:
    ledger.record_many([registered("C-1"), *(order("C-1", f"SO-{n}", "1.00") for n in range(5))])
    (outcome,) = ledger.record_many([order("C-1", "SO-9", "9000.00")])
    assert not isinstance(outcome, GuanxiError)
    assert outcome.flags == ()


def test_payments_above_what_is_open_are_flagged(ledger: Ledger, registered: Make, wanted: Make) -> None:
    money = {"invoice_id": "I-1", "currency": "EUR", "amount": "5.00"}
    ledger.record_many([registered("C-1"), wanted("C-1", "InvoiceIssued", money | {"due_on": "2025-04-01"})])
    assert ledger.record(wanted("C-1", "PaymentReceived", money)).flags == ()
    assert ledger.record(wanted("C-1", "PaymentReceived", money)).flags == ("above_open",)
