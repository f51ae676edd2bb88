"""Orders and returns: an amount, or lines that sum up to it."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.catalogue import normalise
from ledger.errors import Invalid


def order(**fields: Any) -> dict[str, Any]:
    return normalise("OrderPlaced", {"order_id": "SO-1", "currency": "CNY"} | fields)


def line(quantity: Any, unit_price: Any, **more: Any) -> dict[str, Any]:
    return {"product": "P-1", "quantity": quantity, "unit_price": unit_price} | more


def test_an_amount_alone_is_enough() -> None:
    assert order(amount="12500") == {"order_id": "SO-1", "currency": "CNY", "amount": "12500.00"}


def test_an_amount_of_zero_is_allowed() -> None:
    assert order(amount=0)["amount"] == "0.00"


def test_lines_alone_give_the_amount_charges_included() -> None:
    stored = order(lines=[line("2.50", "3.3333"), line(1, Decimal("4"), kind="charge")])
    assert stored["amount"] == "12.33"
    assert stored["lines"] == [
        {"product": "P-1", "quantity": "2.5", "unit_price": "3.3333"},
        {"product": "P-1", "quantity": "1", "unit_price": "4.00", "kind": "charge"},
    ]


def test_every_line_is_rounded_by_itself() -> None:
    assert order(lines=[line("1", "0.005"), line("1", "0.005")])["amount"] == "0.02"


def test_an_amount_beside_lines_must_be_their_sum() -> None:
    assert order(amount="7.50", lines=[line("3", "2.5")])["amount"] == "7.50"
    with pytest.raises(Invalid, match=r"the amount is 7\.51, but the lines sum up to 7\.50") as refused:
        order(amount="7.51", lines=[line("3", "2.5")])
    assert [problem.pointer for problem in refused.value.problems] == ["/data/amount"]


def test_neither_amount_nor_lines_is_refused() -> None:
    with pytest.raises(Invalid, match='add "amount" or "lines"') as refused:
        order()
    assert refused.value.problems[0].pointer == "/data/amount"


@pytest.mark.parametrize("lines", [[], "none", {}, [[]], [None], ["P-1"], [1]])
def test_lines_are_a_list_of_objects(lines: Any) -> None:
    with pytest.raises(Invalid) as refused:
        order(lines=lines)
    assert all(problem.pointer.startswith("/data/lines") for problem in refused.value.problems)


def test_an_amount_without_its_currency_is_refused_at_the_currency() -> None:
    with pytest.raises(Invalid) as refused:
        normalise("OrderPlaced", {"order_id": "SO-1", "amount": "5.00"})
    assert [problem.pointer for problem in refused.value.problems] == ["/data/currency"]


def test_a_sum_beyond_all_measure_is_refused() -> None:
    with pytest.raises(Invalid, match="sum of the lines is too large"):
        order(lines=[line("999999999999", "999999999999")])


def test_returns_follow_the_same_rule() -> None:
    returned = normalise("GoodsReturned", {"currency": "JPY", "lines": [line("2", "150.5")]})
    assert returned == {
        "currency": "JPY",
        "amount": "301",
        "lines": [{"product": "P-1", "quantity": "2", "unit_price": "150.5"}],
    }


QUANTITIES = st.decimals(min_value=Decimal("0.001"), max_value=Decimal(5000), places=3)
PRICES = st.decimals(min_value=0, max_value=Decimal(5000), places=4)


@given(st.lists(st.tuples(QUANTITIES, PRICES), min_size=1, max_size=12))
def test_the_amount_is_the_sum_of_the_lines_however_often_read(
    figures: list[tuple[Decimal, Decimal]],
) -> None:
    stored = order(lines=[line(quantity, f"{price:f}") for quantity, price in figures])
    cents = ((quantity * price).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP) for quantity, price in figures)
    assert Decimal(stored["amount"]) == sum(cents, Decimal(0))
    assert order(**{key: stored[key] for key in ("amount", "lines")}) == stored
