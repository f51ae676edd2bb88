"""A reverted import: the rules forget it, and its facts can be recorded anew under the same names."""

from collections.abc import Callable
from typing import Any

import pytest

from ledger.application import Ledger
from ledger.errors import Conflict, NotFound, RuleBroken, UnknownCustomer, UnknownReference
from ledger.interaction import Interaction
from ledger.reverting import revert

Make = Callable[..., Interaction]
Say = Callable[..., Any]


@pytest.fixture
def back(ledger: Ledger, clock: Any) -> Callable[[str], Any]:
    """Take an import back."""
    return lambda batch_id: revert(ledger, batch_id, reason="wrong file", now=clock.now)


@pytest.fixture
def brought(ledger: Ledger, registered: Make, order: Make, back: Callable[[str], Any]) -> Ledger:
    """C-1 and its order came by b-1, which is taken back; C-2 did not."""
    ledger.record(registered("C-2"))
    ledger.record_many([registered("C-1"), order("C-1", "SO-1", ext="1")], correlation_id="b-1")
    assert back("b-1").events == 2
    return ledger


def test_what_it_brought_is_as_if_it_had_never_been_recorded(brought: Ledger, order: Make, wanted: Make) -> None:
    with pytest.raises(UnknownCustomer):
        brought.record(order("C-1", "SO-2"))
    with pytest.raises(UnknownReference):
        brought.record(wanted("C-2", "EventRetracted", {"of": {"source": "erp", "external_id": "1"}, "reason": "-"}))
    with pytest.raises(RuleBroken, match="reverted"):
        brought.record(wanted("C-1", "EventRetracted", {"event_id": brought.find("3").event_id, "reason": "-"}))


def test_the_same_file_again_brings_the_facts_back(brought: Ledger, registered: Make, order: Make) -> None:
    lines = [registered("C-1"), order("C-1", "SO-1", ext="1"), order("C-1", "SO-1", ext="1")]
    again = brought.record_many(lines, correlation_id="b-2")
    assert [(one.position, one.known) for one in again] == [(5, False), (6, False), (6, True)]
    assert brought.record(order("C-1", "SO-1", ext="1")).position == 6
    assert brought.find("6").external_id == "1\N{NO-BREAK SPACE}2"


def test_what_comes_again_may_be_other_facts(brought: Ledger, registered: Make, order: Make) -> None:
    brought.record_many([registered("C-1"), order("C-1", "SO-1", "70.00", ext="1")], correlation_id="b-2")
    assert brought.find("6").data["amount"] == "70.00"
    with pytest.raises(Conflict, match="position 6"):
        brought.record(order("C-1", "SO-1", ext="1"))


def test_it_can_be_taken_back_again_and_again(
    brought: Ledger, registered: Make, order: Make, back: Callable[[str], Any]
) -> None:
    for number in (2, 3):
        outcomes = brought.record_many([registered("C-1"), order("C-1", "SO-1", ext="1")], correlation_id=f"b-{number}")
        assert [one.known for one in outcomes] == [False, False]
        assert back(f"b-{number}").events == 2
    assert not brought.record_many([registered("C-1"), order("C-1", "SO-1", ext="1")])[1].known


def test_record_keeping_finds_what_stands_under_a_name_now(
    brought: Ledger, registered: Make, order: Make, wanted: Make
) -> None:
    brought.record_many([registered("C-1"), order("C-1", "SO-1", ext="1")], correlation_id="b-2")
    named = {"of": {"source": "erp", "external_id": "1"}, "reason": "never placed"}
    receipt = brought.record(wanted("C-1", "EventRetracted", named))
    assert brought.find(str(receipt.position)).data["event_id"] == brought.find("6").event_id


def test_an_import_is_taken_back_once_and_only_where_there_is_one(brought: Ledger, back: Callable[[str], Any]) -> None:
    with pytest.raises(RuleBroken):
        back("b-1")
    with pytest.raises(NotFound):
        back("b-9")


def test_a_merge_that_it_brought_is_no_merge(
    ledger: Ledger, registered: Make, order: Make, wanted: Make, back: Callable[[str], Any]
) -> None:
    ledger.record_many([registered("C-1"), registered("C-2")])
    ledger.record(wanted("C-1", "CustomersMerged", {"into": "C-2"}), correlation_id="b-1")
    back("b-1")
    assert not ledger.record(order("C-1", "SO-1")).known
