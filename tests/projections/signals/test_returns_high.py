"""returns_high: the value that came back as a part of the value ordered."""

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import Happened, every, happened, ordered, registered, severity, signal
from tests.projections.signals.stages import in_stable


def returned(on: str, amount: str, currency: str = "EUR") -> Happened:
    return happened(on, "GoodsReturned", amount=amount, currency=currency)


def returns(*amounts: str, orders: int = 4) -> list[Happened]:
    """Against orders of 100.00 each."""
    back = [returned("2025-02-01", amount) for amount in amounts]
    return [registered(), *map(ordered, every(5, "2025-01-01", orders)), *back]


@shows("returns_high")
@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        (["10.00", "9.99"], None),
        (["10.00", "10.00"], "alert"),  # 5 %: a watch, and in the initial stage they are testing us
        (["20.00"], None),
        (["20.00", "20.00"], "alert"),
        (["50.00", "50.00"], "alert"),
        (["50.00", "30.00", "20.00"], "crisis"),
        (["50.00", "30.00", "19.99"], "alert"),
    ],
)
def test_the_part_that_came_back_decides(amounts: list[str], expected: str | None) -> None:
    assert severity("returns_high", returns(*amounts), "2025-02-28") == expected


@shows("returns_high", "watch")
def test_five_percent_are_a_watch_once_they_no_longer_test_us() -> None:
    back = [returned("2024-06-01", "60.00"), returned("2024-06-02", "60.00")]
    assert severity("returns_high", [*in_stable(), *back], "2024-07-15") == "watch"


def test_from_three_orders_on() -> None:
    assert severity("returns_high", returns("50.00", "50.00", orders=2), "2025-02-28") is None
    assert severity("returns_high", returns("50.00", "50.00", orders=3), "2025-02-28") == "alert"


def test_it_names_the_amounts_and_the_returns() -> None:
    found = signal("returns_high", returns("50.00", "30.00", "20.00"), "2025-02-28")
    assert found is not None
    assert (found["value"], found["threshold"], found["unit"]) == (0.25, 0.25, "part of the ordered")
    assert (found["since"], found["evidence"]) == ("2025-02-28", [6, 7, 8])
    assert found["reason"] == "In 12 months 3 returns worth EUR 100.00 of EUR 400.00 ordered (25 %)."


def test_the_run_began_at_a_month_end() -> None:
    found = signal("returns_high", returns("50.00", "30.00", "20.00"), "2025-04-15")
    assert found is not None
    assert found["since"] == "2025-02-28"


def test_money_without_a_rate_counts_as_an_order_or_a_return_of_no_known_worth() -> None:
    abroad = ordered("2025-01-02", "900.00", order_id="USD", currency="USD")
    given = [*returns("90.00", "90.00", orders=2), abroad]
    assert severity("returns_high", given, "2025-02-28") == "alert"
    given = [*returns("20.00"), returned("2025-02-02", "90.00", "USD")]
    found = signal("returns_high", given, "2025-02-28")
    assert found is not None
    assert (found["value"], found["parts"]["returns"]) == (0.05, 2)
