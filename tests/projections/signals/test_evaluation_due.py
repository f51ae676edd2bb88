"""evaluation_due: from sixty days before the customer ranks its suppliers, until it has."""

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import happened, registered, severity, signal

SCHEDULED = [registered(), happened("2025-01-10", "SupplierEvaluationScheduled", on="2025-06-30")]


@shows("evaluation_due")
@pytest.mark.parametrize(
    ("on", "expected"), [("2025-04-30", None), ("2025-05-01", "watch"), ("2025-06-30", "watch"), ("2025-07-01", None)]
)
def test_it_stands_in_the_last_sixty_days(on: str, expected: str | None) -> None:
    assert severity("evaluation_due", SCHEDULED, on) == expected


def test_an_evaluation_held_a_little_early_ends_it() -> None:
    held = [*SCHEDULED, happened("2025-06-20", "SupplierEvaluationHeld", rank=1)]
    assert severity("evaluation_due", held, "2025-06-19") == "watch"
    assert severity("evaluation_due", held, "2025-06-20") is None


def test_an_evaluation_held_long_before_is_another_one() -> None:
    held = [*SCHEDULED, happened("2025-02-01", "SupplierEvaluationHeld", rank=1)]
    assert severity("evaluation_due", held, "2025-06-01") == "watch"


def test_it_says_when_and_reminds_without_weighing_on_the_status() -> None:
    found = signal("evaluation_due", SCHEDULED, "2025-06-20")
    assert found is not None
    assert (found["value"], found["threshold"], found["since"], found["evidence"]) == (10, 60, "2025-05-01", [2])
    assert found["reason"] == "The customer ranks its suppliers on 30 Jun 2025, in 10 days."
