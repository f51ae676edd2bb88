"""late_deliveries: the part of what was promised for a day that came later, or not yet."""

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import Happened, every, happened, ordered, registered, severity, signal


def delivered(order: str, on: str, **data: str) -> Happened:
    return happened(on, "OrderDelivered", order_id=f"O {order}", **data)


def deliveries(promised: int, late: int) -> list[Happened]:
    """Orders of one a day, promised for their day; the last `late` of them arrive two days after."""
    days = every(1, "2025-01-01", promised)
    came = [delivered(day, every(2 if place >= promised - late else 0, day, 2)[1]) for place, day in enumerate(days)]
    return [registered(), *(ordered(day, promised_on=day) for day in days), *came]


@shows("late_deliveries")
@pytest.mark.parametrize(
    ("promised", "late", "expected"),
    [
        (21, 1, None),
        (20, 1, "alert"),  # 5 %: a watch, and in the initial stage they are testing us
        (20, 2, "alert"),
        (8, 2, "alert"),  # 25 %, and two only
        (13, 3, "alert"),
        (12, 3, "crisis"),
        (4, 4, None),
    ],
)
def test_the_part_that_was_late_decides(promised: int, late: int, expected: str | None) -> None:
    assert severity("late_deliveries", deliveries(promised, late), "2025-02-28") == expected


@shows("late_deliveries", "watch")
def test_five_percent_are_a_watch_once_they_no_longer_test_us() -> None:
    meetings = [
        happened("2024-12-01", "ContactAdded", contact_id="A", name="A", department="buying", level="middle"),
        happened("2024-12-01", "ContactAdded", contact_id="B", name="B", department="sales", level="middle"),
        happened("2024-12-02", "VisitMade", contact_ids=["A", "B"]),
        happened("2024-12-01", "AnnualSpendEstimated", amount="2100.00", currency="EUR"),
    ]
    assert severity("late_deliveries", [*deliveries(20, 1), *meetings], "2025-02-28") == "watch"


def test_a_day_of_grace_is_given() -> None:
    days = every(1, "2025-01-01", 5)
    given = [
        registered(),
        *(ordered(day, promised_on=day) for day in days),
        *(delivered(d, e) for d, e in zip(days, every(1, "2025-01-02", 5), strict=True)),
    ]
    assert severity("late_deliveries", given, "2025-01-31") is None


def test_what_has_not_come_by_its_day_is_late() -> None:
    days = every(1, "2025-01-01", 5)
    given = [registered(), *(ordered(day, promised_on="2025-01-20") for day in days)]
    assert severity("late_deliveries", given, "2025-01-19") is None
    found = signal("late_deliveries", given, "2025-01-20")
    assert found is not None
    assert (found["severity"], found["value"], found["threshold"]) == ("crisis", 1.0, 0.25)
    assert found["evidence"] == [2, 3, 4, 5, 6]
    assert found["reason"] == (
        "5 of 5 deliveries promised for the last 12 months came late or are outstanding (100 %), 5 of them outstanding."
    )


def test_the_day_promised_last_counts_and_a_cancelled_order_does_not() -> None:
    days = every(1, "2025-01-01", 5)
    given = [registered(), *(ordered(day, promised_on=day) for day in days)]
    moved = [delivered(day, "2025-01-20", promised_on="2025-01-20") for day in days]
    assert severity("late_deliveries", [*given, *moved], "2025-01-31") is None
    off = happened("2025-01-10", "OrderCancelled", order_id=f"O {days[0]}")
    assert severity("late_deliveries", [*given, off], "2025-01-09") == "crisis"
    assert severity("late_deliveries", [*given, off], "2025-01-10") is None


def test_nothing_promised_is_nothing_late() -> None:
    assert severity("late_deliveries", [registered(), *map(ordered, every(1, "2025-01-01", 9))], "2025-01-31") is None
