"""tender_open: an alert where we supply, from the announcement to the day it is due."""

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import happened, severity, signal
from tests.projections.signals.stages import in_initial, in_stable

TENDER = happened("2025-03-03", "TenderAnnounced", tender_id="T-1", due_on="2025-03-20")


@shows("tender_open")
@pytest.mark.parametrize(
    ("on", "expected"), [("2025-03-02", None), ("2025-03-03", "alert"), ("2025-03-20", "alert"), ("2025-03-21", None)]
)
def test_it_stands_until_the_tender_is_due(on: str, expected: str | None) -> None:
    assert severity("tender_open", [*in_stable(), TENDER], on) == expected


def test_below_stable_a_tender_is_an_opening_and_no_signal() -> None:
    assert severity("tender_open", [*in_initial(), TENDER], "2025-03-10") is None


def test_the_tender_due_first_gives_the_numbers() -> None:
    later = happened("2025-03-01", "TenderAnnounced", tender_id="T-2", due_on="2025-06-30")
    events = [*in_stable(), TENDER, later]
    found = signal("tender_open", events, "2025-03-10")
    assert found is not None
    assert (found["value"], found["since"], found["cause"]) == (10, "2025-03-01", "customer")
    assert found["evidence"] == [len(events) - 1, len(events)]
    assert found["reason"] == ("Tender T-1, announced on 3 Mar 2025, is due on 20 Mar 2025, in 10 days; 1 more.")
