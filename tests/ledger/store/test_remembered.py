"""What a ledger remembers from write to write is never what is no longer so."""

from collections.abc import Callable
from typing import Any

import pytest

from ledger.application import Ledger
from ledger.errors import Merged, RuleBroken, UnknownCustomer, UnknownReference
from ledger.interaction import Interaction
from ledger.reverting import revert
from tests.ledger.store.conftest import NOON

Make = Callable[..., Interaction]
LI: dict[str, Any] = {"contact_id": "K1", "name": "Li Wei", "department": "Purchasing", "level": "middle"}


@pytest.fixture
def visit(wanted: Make) -> Interaction:
    return wanted("C-1", "VisitMade", {"contact_ids": ["K1"]})


@pytest.fixture
def beside(ledger: Ledger, open_here: Callable[..., Ledger], registered: Make, wanted: Make) -> Ledger:
    """Another process with the same ledger. The clock stands still, so times tell two writes apart only by order."""
    ledger.record_many([registered("C-1"), wanted("C-1", "ContactAdded", LI, ext="K1")])
    return open_here()


def test_another_writer_in_between_is_heard(ledger: Ledger, beside: Ledger, wanted: Make, visit: Interaction) -> None:
    ledger.record(visit)
    beside.record(wanted("C-1", "EventRetracted", {"event_id": ledger.find("2").event_id, "reason": "a mistake"}))
    with pytest.raises(UnknownReference):
        ledger.record(visit)
    assert ledger.last()[0] == 4


def test_a_merge_by_another_writer_is_heard_and_its_end_as_well(
    ledger: Ledger, beside: Ledger, registered: Make, wanted: Make, visit: Interaction
) -> None:
    beside.record_many([registered("C-2"), wanted("C-1", "CustomersMerged", {"into": "C-2"})])
    merge = ledger.find("4").event_id
    with pytest.raises(Merged):
        ledger.record(visit)
    ledger.record(wanted("C-1", "CustomersUnmerged", {"merge_event_id": merge, "reason": "two sisters"}))
    assert ledger.record(visit).version == 5


def test_what_was_undone_is_not_remembered(
    ledger: Ledger, beside: Ledger, registered: Make, order: Make, visit: Interaction, wanted: Make
) -> None:
    with ledger.attempt() as attempt:
        attempt.record_many([registered("C-9"), wanted("C-1", "ContactLeft", {"contact_id": "K1"})])
    beside.record_many([registered("C-8"), order("C-8", "SO-1")])  # at the same positions and times
    with pytest.raises(UnknownCustomer):
        ledger.record(order("C-9", "SO-1"))
    assert ledger.record(visit).flags == ()


def test_corrections_and_retractions_are_remembered_in_one_process(
    ledger: Ledger, beside: Ledger, wanted: Make, visit: Interaction
) -> None:
    contact = {"of": {"source": "erp", "external_id": "K1"}, "reason": "a mistake"}
    ledger.record(wanted("C-1", "EventRetracted", contact))
    with pytest.raises(UnknownReference):
        ledger.record(visit)
    ledger.record(wanted("C-1", "EventRestored", contact))
    ledger.record(visit)
    ledger.record(wanted("C-1", "ContactLeft", {"contact_id": "K1"}))
    with pytest.raises(RuleBroken):
        ledger.record(wanted("C-1", "ContactLeft", {"contact_id": "K1"}))


def test_a_reverted_import_is_forgotten_with_what_it_said(
    ledger: Ledger, beside: Ledger, wanted: Make, registered: Make, order: Make
) -> None:
    ledger.record_many([registered("C-5")], correlation_id="import-1")
    ledger.record(order("C-5", "SO-1"))
    revert(ledger, "import-1", reason="wrong file", now=NOON)
    with pytest.raises(UnknownCustomer):
        ledger.record(order("C-5", "SO-2"))
