"""competitor_active: what a rival does weighs by how far the customer is ours."""

from typing import Any

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import Happened, happened, registered, severity, signal
from tests.projections.signals.stages import in_initial, in_stable

LOST = [
    happened("2024-06-01", "QuotationSubmitted", quotation_id="Q-1"),
    happened("2024-06-20", "QuotationDecided", quotation_id="Q-1", result="lost"),
]


def active(kind: str, **data: Any) -> Happened:
    return happened("2024-09-01", "CompetitorActivityObserved", rival="Acme", kind=kind, **data)


@shows("competitor_active", by=("initial", "stable"))
@pytest.mark.parametrize(
    ("kind", "data", "initial", "stable"),
    [
        ("contact", {}, None, "watch"),
        ("offer", {}, "watch", "alert"),
        ("trial", {}, "watch", "alert"),
        ("order_won", {}, "watch", "alert"),
        ("order_won", {"scope": "part"}, "watch", "alert"),
        ("order_won", {"scope": "main"}, "watch", "crisis"),
        ("order_won", {"scope": "framework"}, "watch", "crisis"),
        ("offer", {"scope": "framework"}, "watch", "alert"),
    ],
)
def test_it_weighs_by_stage_kind_and_scope(
    kind: str, data: dict[str, Any], initial: str | None, stable: str | None
) -> None:
    assert severity("competitor_active", [*in_initial(), active(kind, **data)], "2024-09-15") == initial
    assert severity("competitor_active", [*in_stable(), active(kind, **data)], "2024-09-15") == stable


def test_in_initial_an_order_won_after_we_lost_a_quotation_is_an_alert() -> None:
    assert severity("competitor_active", [*in_initial(), *LOST, active("order_won")], "2024-09-15") == "alert"
    assert severity("competitor_active", [*in_initial(), *LOST, active("offer")], "2024-09-15") == "watch"


@pytest.mark.parametrize(
    ("kind", "on", "expected"),
    [
        ("offer", "2024-11-29", "alert"),
        ("offer", "2024-11-30", None),
        ("order_won", "2025-08-31", "alert"),
        ("order_won", "2025-09-01", None),
    ],
)
def test_it_counts_for_ninety_days_and_an_order_won_for_a_year(kind: str, on: str, expected: str | None) -> None:
    assert severity("competitor_active", [*in_stable(), active(kind)], on) == expected


def test_before_the_first_order_rivals_are_no_news() -> None:
    assert severity("competitor_active", [registered("2024-01-01"), active("order_won")], "2024-09-15") is None


def test_it_says_who_and_what_and_since_when() -> None:
    events = [*in_stable(), active("contact"), active("order_won", scope="main")]
    found = signal("competitor_active", events, "2024-09-15")
    assert found is not None
    assert (found["value"], found["since"], found["cause"]) == (14, "2024-09-01", "rival")
    assert found["evidence"] == [len(events) - 1, len(events)]
    assert found["reason"] == "Acme is active: order won (main) on 1 Sep 2024. 1 more in sight."
