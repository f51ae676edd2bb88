"""exposed: what is an opening for us with others is one for rivals with our own customers."""

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import happened, severity, signal
from tests.projections.signals.stages import in_initial, in_stable

OPENING = happened(
    "2025-03-03", "OpeningObserved", opening_id="O-1", kind="cost_pressure", origin="awaited", due_on="2025-03-10"
)
CLOSED = happened("2025-04-01", "OpeningClosed", opening_id="O-1", result="void")


@shows("exposed")
@pytest.mark.parametrize(
    ("on", "expected"), [("2025-03-02", None), ("2025-03-03", "watch"), ("2025-03-31", "watch"), ("2025-04-01", None)]
)
def test_it_stands_while_the_opening_is_open(on: str, expected: str | None) -> None:
    assert severity("exposed", [*in_stable(), OPENING, CLOSED], on) == expected


def test_where_we_are_not_the_main_supplier_an_opening_is_ours_to_take() -> None:
    assert severity("exposed", [*in_initial(), OPENING], "2025-03-10") is None


def test_the_oldest_opening_gives_the_words() -> None:
    second = happened("2025-03-20", "OpeningObserved", opening_id="O-2", kind="new_need", origin="created")
    events = [*in_stable(), OPENING, second]
    found = signal("exposed", events, "2025-03-31")
    assert found is not None
    assert (found["value"], found["since"], found["cause"]) == (2, "2025-03-03", "rival")
    assert found["evidence"] == [len(events) - 1, len(events)]
    assert found["reason"] == "An opening a rival could use stands open since 3 Mar 2025: cost pressure; 1 more."
