"""evaluation_dropped: the last two evaluations beside each other."""

from typing import Any

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import Happened, happened, registered, severity, signal


def evaluated(before: dict[str, Any], after: dict[str, Any]) -> list[Happened]:
    return [
        registered(),
        happened("2024-01-10", "SupplierEvaluationHeld", **before),
        happened("2025-01-10", "SupplierEvaluationHeld", **after),
    ]


@shows("evaluation_dropped")
@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"rank": 2, "score": "80"}, {"rank": 2, "score": "72.1"}, None),
        ({"rank": 2, "score": "80"}, {"rank": 2, "score": "72"}, "watch"),
        ({"rank": 2}, {"rank": 3}, "watch"),
        ({"rank": 3}, {"rank": 2}, None),
        ({"rank": 1}, {"rank": 2}, "alert"),
        ({"rank": 2}, {"rank": 2, "delisted": True}, "crisis"),
    ],
)
def test_it_compares_score_and_rank(before: dict[str, Any], after: dict[str, Any], expected: str | None) -> None:
    assert severity("evaluation_dropped", evaluated(before, after), "2025-02-01") == expected


def test_it_counts_for_eighteen_months() -> None:
    events = evaluated({"rank": 1}, {"rank": 2})
    assert severity("evaluation_dropped", events, "2026-07-09") == "alert"
    assert severity("evaluation_dropped", events, "2026-07-10") is None


def test_a_single_evaluation_or_one_without_a_score_cannot_have_dropped() -> None:
    assert severity("evaluation_dropped", evaluated({"rank": 2}, {"rank": 2})[:2], "2024-02-01") is None
    assert severity("evaluation_dropped", evaluated({"rank": 2, "score": "80"}, {"rank": 2}), "2025-02-01") is None


def test_it_shows_both_evaluations() -> None:
    found = signal("evaluation_dropped", evaluated({"rank": 1}, {"rank": 3}), "2025-03-15")
    assert found is not None
    assert (found["value"], found["threshold"], found["unit"], found["cause"]) == (3, 1, "rank", "customer")
    assert (found["since"], found["evidence"]) == ("2025-01-31", [2, 3])
    assert found["reason"] == "The evaluation of 10 Jan 2025 ranks us 3, the one before of 10 Jan 2024 ranked us 1."
