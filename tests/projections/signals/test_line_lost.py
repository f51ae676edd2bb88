"""line_lost: a product bought regularly is missing from orders that go on."""

from typing import Any

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import Happened, every, happened, registered, severity, signal


def bought(on: str, *lines: tuple[str, str], **more: Any) -> Happened:
    """One order of a day: products and what each cost."""
    told = [{"product": product, "quantity": "1", "unit_price": price} for product, price in lines]
    return happened(on, "OrderPlaced", order_id=f"O {on}", currency="EUR", lines=[*told, *more.get("lines", [])])


def without(days_with: int, *, price: str = "10.00", others: int = 20, product: str = "P") -> list[Happened]:
    """Orders every 10 days; the first of them with product P beside Q."""
    both = [bought(day, ("Q", "90.00"), (product, price)) for day in every(10, "2025-01-01", days_with)]
    after = every(10, "2025-01-01", days_with + others)[days_with:]
    return [registered(), *both, *(bought(day, ("Q", "90.00")) for day in after)]


# P was bought last on 20 Feb 2025, every 10 days; silent for more than 30 days from 23 Mar on
def test_over_three_of_its_own_gaps_it_is_lost() -> None:
    assert severity("line_lost", without(6), "2025-03-22") is None
    found = signal("line_lost", without(6), "2025-03-23")
    assert found is not None
    assert (found["severity"], found["value"], found["threshold"], found["unit"]) == ("watch", 31, 30.0, "days")
    assert (found["since"], found["evidence"]) == ("2025-03-23", [2, 3, 4, 5, 6, 7])
    assert found["reason"] == (
        "P was bought on 6 days of a year, about every 10 days, and not since 20 Feb 2025, while other orders came; "
        "it was 10 % of their value."
    )
    assert found["absences"] == ["no order of P since 20 Feb 2025"]


def test_its_part_is_of_the_year_up_to_its_own_last_day_whatever_else_is_bought() -> None:
    found = signal("line_lost", without(6, product="Z"), "2025-03-23")  # Q, which goes on, stands before it
    assert found is not None
    assert "it was 10 % of their value" in found["reason"]


def test_since_is_exact_later_too() -> None:
    found = signal("line_lost", without(6), "2025-07-01")
    assert found is not None
    assert found["since"] == "2025-03-23"


@shows("line_lost")
@pytest.mark.parametrize(("price", "expected"), [("38.57", "watch"), ("38.58", "alert")])
def test_thirty_percent_of_the_value_are_an_alert(price: str, expected: str) -> None:
    assert severity("line_lost", without(6, price=price), "2025-04-15") == expected


@shows("line_lost", None)
def test_from_six_order_days_on() -> None:
    assert severity("line_lost", without(5), "2025-04-15") is None


def test_a_customer_that_orders_nothing_has_lost_no_line() -> None:
    assert severity("line_lost", without(6, others=0), "2025-04-15") is None


def test_charges_are_no_goods() -> None:
    charge = {"product": "POST", "quantity": "1", "unit_price": "5.00", "kind": "charge"}
    days = every(10, "2025-01-01", 12)
    given = [bought(day, ("Q", "90.00"), lines=[charge] if place < 6 else []) for place, day in enumerate(days)]
    assert severity("line_lost", [registered(), *given], "2025-04-25") is None


def test_after_a_year_of_silence_it_is_no_news() -> None:
    given = without(6, others=60)
    assert severity("line_lost", given, "2026-02-19") == "watch"
    assert severity("line_lost", given, "2026-02-20") is None


def test_orders_without_lines_say_nothing_of_products() -> None:
    days = every(10, "2025-01-01", 12)
    plain = [happened(day, "OrderPlaced", order_id=day, currency="EUR", amount="9.00") for day in days]
    assert severity("line_lost", [registered(), *plain], "2025-05-31") is None
