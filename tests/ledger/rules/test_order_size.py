"""An order more than 20 times the usual is recorded and flagged, where the orders before it were looked up."""

import pytest

from ledger.relationship import EarlierOrder
from tests.ledger.rules.scenario import REGISTERED, Story, Wanted


def order(amount: str, currency: str = "EUR") -> Wanted:
    return "OrderPlaced", {"order_id": f"SO-{amount}", "currency": currency, "amount": amount}


def flags(amount: str, *earlier: str, currency: str = "EUR") -> tuple[str, ...]:
    orders = [EarlierOrder.of(order(one)[1]) for one in earlier]
    return Story(REGISTERED).then(*order(amount, currency), earlier_orders=orders)


ODD = ("1.00", "2.00", "3.00", "500.00", "900.00")
EVEN = ("1.00", "2.00", "3.00", "4.00", "500.00", "900.00")


@pytest.mark.parametrize(
    ("amount", "earlier", "expected"),
    [
        ("60.00", ODD, ()),
        ("60.01", ODD, ("order_unusually_large",)),
        ("70.00", EVEN, ()),
        ("70.01", EVEN, ("order_unusually_large",)),
        ("0.00", ODD, ()),
    ],
)
def test_it_is_held_against_20_times_the_median(amount: str, earlier: tuple[str, ...], expected: object) -> None:
    assert flags(amount, *earlier) == expected


def test_too_few_orders_tell_nothing() -> None:
    assert flags("9999.00", "1.00", "1.00", "1.00", "1.00") == ()
    assert flags("9999.00") == ()


def test_only_orders_in_the_same_currency_are_compared() -> None:
    assert flags("9999.00", *ODD, currency="USD") == ()


def test_after_orders_of_nothing_no_order_is_unusual() -> None:
    assert flags("9999.00", *["0.00"] * 5) == ()
