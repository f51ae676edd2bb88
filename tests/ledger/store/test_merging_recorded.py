"""Merging through the ledger: the rules see the customer that lives on, and nobody merges it away meanwhile."""

from collections.abc import Callable
from threading import Thread

import pytest

from ledger.application import Ledger
from ledger.errors import GuanxiError, Merged, RuleBroken, UnknownReference
from ledger.interaction import Interaction

Make = Callable[..., Interaction]


@pytest.fixture
def merged(wanted: Make) -> Make:
    return lambda customer, into, **more: wanted(customer, "CustomersMerged", {"into": into}, **more)


def test_a_merged_customer_takes_no_more_events_until_it_is_unmerged(
    ledger: Ledger, registered: Make, order: Make, merged: Make, wanted: Make
) -> None:
    ledger.record_many([registered("C-1"), registered("C-2"), order("C-1", "SO-1", ext="1")])
    merge = ledger.record(merged("C-1", "C-2", ext="m"))
    with pytest.raises(Merged, match="C-2"):
        ledger.record(order("C-1", "SO-2"))
    assert ledger.record(merged("C-1", "C-2", ext="m")).known
    assert ledger.record(order("C-1", "SO-1", ext="1")).known
    ledger.record(wanted("C-1", "CustomersUnmerged", {"merge_event_id": merge.event_id, "reason": "two"}))
    assert not ledger.record(order("C-1", "SO-2")).known


def test_the_one_that_lives_on_is_registered_and_not_merged(ledger: Ledger, registered: Make, merged: Make) -> None:
    ledger.record_many([registered(code) for code in ("C-1", "C-2", "C-3")])
    with pytest.raises(UnknownReference):
        ledger.record(merged("C-1", "C-9"))
    with pytest.raises(RuleBroken):
        ledger.record(merged("C-1", "C-1"))
    ledger.record(merged("C-2", "C-3"))
    with pytest.raises(Merged, match="C-3"):
        ledger.record(merged("C-1", "C-2"))


def test_in_one_batch_each_knows_of_the_merges_before_it(ledger: Ledger, registered: Make, merged: Make) -> None:
    outcomes = ledger.record_many(
        [registered("C-1"), registered("C-2"), merged("C-1", "C-2"), merged("C-2", "C-1"), merged("C-2", "C-3")]
    )
    codes = [outcome.code if isinstance(outcome, GuanxiError) else "recorded" for outcome in outcomes]
    assert codes == ["recorded", "recorded", "recorded", "merged", "unknown_reference"]


def test_two_that_merge_into_each_other_at_once_do_not_run_in_a_circle(
    open_here: Callable[..., Ledger], registered: Make, merged: Make
) -> None:
    ledgers = [open_here(), open_here()]
    ledgers[0].record_many([registered(f"C-{number}") for number in range(40)])
    refused: list[str] = []

    def merge(ledger: Ledger, turn: int) -> None:
        for number in range(0, 40, 2):
            pair = (f"C-{number + turn}", f"C-{number + 1 - turn}")
            try:
                ledger.record(merged(*pair))
            except Merged as error:
                refused.append(error.code)

    threads = [Thread(target=merge, args=(ledger, turn)) for turn, ledger in enumerate(ledgers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 20
    assert len(ledgers[0].events(types=["CustomersMerged"], limit=100)) == 20
