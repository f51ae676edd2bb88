"""order_anomaly: the latest order far above or below the median of the earlier ones."""

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import Happened, every, happened, ordered, registered, severity, signal

STEP = 14


def orders(latest: str, *, earlier: int = 8) -> list[Happened]:
    """Orders of EUR 100.00, then one of another value."""
    days = every(STEP, "2025-01-01", earlier + 1)
    return [registered(), *(ordered(day) for day in days[:-1]), ordered(days[-1], latest)]


# |ln v - ln 100| * 0.6745 / 0.1 > 3.5 from a factor of e ** 0.5189 = 1.6802 on
@shows("order_anomaly")
@pytest.mark.parametrize(
    ("latest", "expected"), [("168.01", None), ("168.03", "watch"), ("59.52", None), ("59.51", "watch")]
)
def test_both_far_more_and_far_less_are_anomalies(latest: str, expected: str | None) -> None:
    assert severity("order_anomaly", orders(latest), "2025-04-30") == expected


def test_from_eight_earlier_orders_on() -> None:
    assert severity("order_anomaly", orders("900.00", earlier=7), "2025-04-30") is None


def test_the_next_order_is_judged_in_its_place() -> None:
    given = [*orders("900.00"), ordered("2025-05-02")]
    assert severity("order_anomaly", given, "2025-05-01") == "watch"
    assert severity("order_anomaly", given, "2025-05-02") is None


def test_a_cancelled_order_is_none() -> None:
    given = [*orders("900.00"), happened("2025-04-24", "OrderCancelled", order_id="O 2025-04-23")]
    assert severity("order_anomaly", given, "2025-04-23") == "watch"
    assert severity("order_anomaly", given, "2025-04-24") is None


def test_who_orders_unevenly_must_deviate_further() -> None:
    days = every(STEP, "2025-01-01", 9)
    uneven = [ordered(day, amount) for day, amount in zip(days, ["50.00", "100.00", "200.00"] * 3, strict=True)]
    given = [registered(), *uneven, ordered("2025-05-10", "900.00")]
    assert severity("order_anomaly", given, "2025-05-31") is None


def test_it_says_how_far() -> None:
    found = signal("order_anomaly", orders("900.00"), "2025-04-30")
    assert found is not None
    assert (found["value"], found["threshold"], found["evidence"]) == (14.82, 3.5, [10])
    assert found["reason"] == (
        "The order of 23 Apr 2025 is worth EUR 900.00, far more than usual: half of the 8 orders before it were below "
        "EUR 100.00."
    )
