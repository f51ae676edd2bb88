"""order_overdue: how few active customers with this history would be silent so long."""

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import every, ordered, registered, severity, signal

WEEKLY = [registered(), *map(ordered, every(7, "2024-01-03", 40))]  # the last on 2 Oct 2024


@shows("order_overdue")
@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2024-10-17", None),
        ("2024-10-18", "watch"),
        ("2024-10-30", "watch"),
        ("2024-10-31", "alert"),
        ("2024-11-16", "alert"),
        ("2024-11-17", "crisis"),
    ],
)
def test_the_longer_the_silence_the_fewer_are_silent_so_long(on: str, expected: str | None) -> None:
    assert severity("order_overdue", WEEKLY, on) == expected


@pytest.mark.parametrize(("on", "value", "threshold"), [("2024-10-18", 0.1812, 0.2), ("2024-11-17", 0.0097, 0.01)])
def test_its_value_is_the_part_of_them(on: str, value: float, threshold: float) -> None:
    found = signal("order_overdue", WEEKLY, on)
    assert found is not None
    assert (found["value"], found["threshold"], found["since"]) == (value, threshold, "2024-10-18")


def test_two_orders_are_not_enough_to_judge() -> None:
    assert severity("order_overdue", WEEKLY[:3], "2024-12-31") is None


def test_an_order_ends_the_silence() -> None:
    assert severity("order_overdue", [*WEEKLY, ordered("2024-11-18")], "2024-11-18") is None
