"""Money: exact from the text in, the currency's digits out, minor units inside."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.currencies import CURRENCY_DIGITS
from ledger.errors import Invalid
from ledger.money import (
    as_price,
    from_minor,
    line_total,
    read_currency,
    read_money,
    read_price,
    read_quantity,
    sum_of,
    to_minor,
)

AMOUNTS = st.decimals(min_value=0, max_value=Decimal("999999999999.99"), places=2)


@pytest.mark.parametrize(
    ("value", "currency", "written"),
    [
        ("12500.00", "CNY", "12500.00"),
        ("12500", "CNY", "12500.00"),
        ("12500.5", "CNY", "12500.50"),
        ("007.50", "CNY", "7.50"),
        ("0", "CNY", "0.00"),
        (12500, "JPY", "12500"),
        (Decimal("12500.5"), "CNY", "12500.50"),
        (Decimal("125E+2"), "CNY", "12500.00"),
        (Decimal("0E+50"), "CNY", "0.00"),
        ("1.234", "KWD", "1.234"),
        ("999999999999.99", "EUR", "999999999999.99"),
    ],
)
def test_amounts_are_written_with_the_digits_of_the_currency(value: Any, currency: str, written: str) -> None:
    assert read_money(value, currency, "") == written


@pytest.mark.parametrize(
    ("value", "currency", "why"),
    [
        ("12500.005", "CNY", "3 digits after the point"),
        ("12500.000", "CNY", "3 digits after the point"),
        ("12500.0", "JPY", "no digits may stand after the point"),
        ("1000000000000", "CNY", "too large"),
        (10**12, "CNY", "too large"),
        (10**5000, "CNY", "too large"),
        (Decimal("1E+400"), "CNY", "too large"),
        ("9" * 5000, "CNY", "too large"),
        (Decimal("0.30000000000000004"), "CNY", "17 digits after the point"),
        (Decimal("NaN"), "CNY", "too large"),
        (Decimal("Infinity"), "CNY", "too large"),
        (Decimal("-0.00"), "CNY", "negative"),
        ("-5.00", "CNY", "negative"),
        (-5, "CNY", "negative"),
        (12.5, "CNY", "binary float"),
        (True, "CNY", "must be a number"),
        (None, "CNY", "must be a number"),
        ("", "CNY", "not a plain decimal"),
        ("1e3", "CNY", "not a plain decimal"),
        ("1,250.00", "CNY", "not a plain decimal"),
        (" 1.00", "CNY", "not a plain decimal"),
        ("1.", "CNY", "not a plain decimal"),
        (".50", "CNY", "not a plain decimal"),
        ("１２.00", "CNY", "not a plain decimal"),
        ("٣.00", "CNY", "not a plain decimal"),
        ("²", "CNY", "not a plain decimal"),
    ],
    ids=lambda given: str(given)[:20] if not isinstance(given, int) else "number",
)
def test_other_amounts_are_refused(value: Any, currency: str, why: str) -> None:
    with pytest.raises(Invalid, match=why) as refused:
        read_money(value, currency, "/data/amount")
    assert refused.value.problems[0].pointer == "/data/amount"


def test_a_float_is_told_to_become_a_string() -> None:
    with pytest.raises(Invalid, match=r'write it as a string such as "12500\.00"'):
        read_money(0.1 + 0.2, "CNY", "/data/amount")


def test_only_active_currencies_are_read() -> None:
    assert read_currency("CNY", pointer="") == "CNY"
    with pytest.raises(Invalid, match='write "CNY"'):
        read_currency("cny", pointer="")
    for retired_or_unknown in ("DEM", "HRK", "SLL", "XAU", "XXX", "", None, 156):
        with pytest.raises(Invalid):
            read_currency(retired_or_unknown, pointer="")


def test_the_table_counts_the_currencies_of_the_standard() -> None:
    assert {CURRENCY_DIGITS[c] for c in ("JPY", "KRW", "VND", "XPF")} == {0}
    assert {CURRENCY_DIGITS[c] for c in ("BHD", "KWD", "TND")} == {3}
    assert CURRENCY_DIGITS["EUR"] == CURRENCY_DIGITS["CNY"] == CURRENCY_DIGITS["HUF"] == 2
    assert all(len(code) == 3 and code.isupper() for code in CURRENCY_DIGITS)


@pytest.mark.parametrize(
    ("value", "currency", "written"),
    [
        ("12.5", "CNY", "12.50"),
        ("0.0375", "CNY", "0.0375"),
        ("1.230000", "CNY", "1.23"),
        ("3", "JPY", "3"),
        ("2.50", "JPY", "2.5"),
    ],
)
def test_prices_may_be_finer_than_the_currency(value: str, currency: str, written: str) -> None:
    assert as_price(read_price(value, ""), currency) == written


def test_a_price_has_at_most_six_decimals() -> None:
    with pytest.raises(Invalid, match="7 digits"):
        read_price("0.1234567", "")


@pytest.mark.parametrize(
    ("value", "written"),
    [("3", "3"), ("2.50", "2.5"), (3, "3"), (Decimal("1E+2"), "100"), ("0.000000001", "0.000000001")],
)
def test_quantities_have_one_plain_form(value: Any, written: str) -> None:
    assert read_quantity(value, "") == written


@pytest.mark.parametrize("value", ["0", "0.0", 0, "-1", Decimal("1E-10"), 1.5, "many"])
def test_a_quantity_is_above_zero_and_exact(value: Any) -> None:
    with pytest.raises(Invalid):
        read_quantity(value, "/data/lines/0/quantity")


def test_a_line_total_is_rounded_half_up_once() -> None:
    assert line_total("3", "0.335", "CNY") == 101
    assert line_total("1", "0.005", "CNY") == 1
    assert line_total("1", "0.004999", "CNY") == 0
    assert line_total("2.5", "3", "JPY") == 8
    assert line_total("999999999999.999999999", "999999999999.999999", "JPY") == 10**24 - 10**6 - 10**3


def test_a_sum_beyond_twelve_digits_is_refused() -> None:
    assert sum_of([1, 2], "CNY", "") == 3
    with pytest.raises(Invalid, match="too large"):
        sum_of([10**14 - 1, 1], "CNY", "/data/lines")


@given(AMOUNTS)
def test_minor_units_and_text_say_the_same(amount: Decimal) -> None:
    text = read_money(f"{amount:f}", "EUR", "")
    assert from_minor(to_minor(text, "EUR"), "EUR") == text
    assert Decimal(text) == amount


@given(st.integers(-(10**14), 10**14), st.sampled_from(["JPY", "CNY", "KWD", "CLF"]))
def test_any_minor_amount_reads_back(minor: int, currency: str) -> None:
    assert to_minor(from_minor(minor, currency), currency) == minor


@given(
    st.decimals(min_value=Decimal("0.000000001"), max_value=Decimal("999999"), places=9),
    st.decimals(min_value=0, max_value=Decimal("999999"), places=6),
    st.sampled_from(["JPY", "CNY", "KWD"]),
)
def test_a_line_total_equals_whole_number_arithmetic(quantity: Decimal, price: Decimal, currency: str) -> None:
    billionths = int(quantity.scaleb(9)) * int(price.scaleb(6)) * 10 ** CURRENCY_DIGITS[currency]
    expected = (2 * billionths + 10**15) // (2 * 10**15)
    assert line_total(f"{quantity:f}", f"{price:f}", currency) == expected


@given(st.text("0123456789.-+eE ", max_size=16))
def test_the_short_way_and_the_long_way_agree(text: str) -> None:
    try:
        written = read_money(text, "CNY", "")
    except Invalid:
        return
    assert Decimal(written) == Decimal(text)
    assert written == f"{Decimal(text).quantize(Decimal('0.01'), rounding=ROUND_HALF_UP):f}"
