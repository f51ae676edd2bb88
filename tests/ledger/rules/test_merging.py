"""Merged customers take no more events, and merges never run in a circle."""

import pytest

from ledger.errors import Merged, RuleBroken, UnknownCustomer, UnknownReference
from ledger.relationship import Relationship, decide, subjects_needed, survivor_of
from tests.ledger.rules.scenario import (
    PLACED,
    REGISTERED,
    Story,
    Wanted,
    corrected,
    merged,
    restored,
    retracted,
    unmerged,
    wanted,
)


def other(*events: Wanted, **how: Relationship) -> Relationship:
    """The customer C-2, on which the events are recorded."""
    story = Story(REGISTERED)
    for kind, data in events:
        story.then(kind, data, customer="C-2", **how)
    return story.state


def a_merged_customer() -> Story:
    story = Story(REGISTERED, PLACED)
    story.then(*merged("C-2"), survivor=other())
    return story


class TestMerging:
    def test_a_customer_is_merged_into_another(self) -> None:
        assert Story(REGISTERED).then(*merged("C-2"), survivor=other()) == ()

    def test_the_one_that_lives_on_is_asked_for(self) -> None:
        assert survivor_of(wanted(*merged("C-2"))) == "C-2"
        assert survivor_of(wanted(*PLACED)) is None
        assert survivor_of(wanted(*unmerged("e1"))) is None
        assert subjects_needed(wanted(*merged("C-2"))) == {"customer"}

    def test_not_into_itself(self) -> None:
        story = Story(REGISTERED)
        assert story.refuses(*merged("C-1"), RuleBroken, survivor=story.state).pointer == "/data/into"

    def test_not_into_a_customer_nobody_registered(self) -> None:
        assert Story(REGISTERED).refuses(*merged("C-2"), UnknownReference).pointer == "/data/into"

    def test_not_into_a_merged_customer_whose_survivor_is_named(self) -> None:
        elsewhere = other(merged("C-3"), survivor=Story(REGISTERED).state)
        refused = Story(REGISTERED).refuses(*merged("C-2"), Merged, survivor=elsewhere)
        assert refused.pointer == "/data/into"
        assert "C-3" in refused.message

    def test_not_in_a_circle(self) -> None:
        back = a_merged_customer().state
        story = Story()
        story.then(*REGISTERED, customer="C-2")
        story.refuses(*merged("C-1"), Merged, survivor=back, customer="C-2")

    def test_not_before_it_is_registered(self) -> None:
        Story().refuses(*merged("C-2"), UnknownCustomer, survivor=other())


class TestAMergedCustomer:
    @pytest.mark.parametrize(
        "event",
        [
            PLACED,
            REGISTERED,
            ("OrderCancelled", {"order_id": "SO-1"}),
            corrected("e2", PLACED[1]),
            retracted("e2"),
            restored("e2"),
            merged("C-3"),
        ],
    )
    def test_it_takes_no_more_events_and_names_the_one_that_lives_on(self, event: Wanted) -> None:
        refused = a_merged_customer().refuses(*event, Merged, survivor=other())
        assert refused.pointer == "/customer"
        assert '"C-2"' in refused.message
        assert '"C-2"' in refused.remedy

    def test_it_takes_events_again_once_unmerged(self) -> None:
        story = a_merged_customer()
        assert story.then(*unmerged("e3")) == ()
        assert story.then("OrderCancelled", {"order_id": "SO-1"}) == ()
        assert story.then(*merged("C-2"), survivor=other()) == ()


class TestUnmerging:
    def test_it_names_the_merge_in_force(self) -> None:
        story = a_merged_customer()
        assert story.refuses(*unmerged("e2"), UnknownReference).pointer == "/data/merge_event_id"
        story.then(*unmerged("e3"))
        story.refuses(*unmerged("e3"), RuleBroken)
        story.then(*merged("C-2"), survivor=other())
        story.refuses(*unmerged("e3"), RuleBroken)
        assert story.then(*unmerged("e5")) == ()

    def test_a_customer_that_was_never_merged_is_not_unmerged(self) -> None:
        Story(REGISTERED).refuses(*unmerged("e1"), UnknownReference)


@pytest.mark.parametrize("act", [corrected("e3", {"into": "C-2"}), retracted("e3"), restored("e3")])
def test_merges_are_undone_by_unmerging_alone(act: Wanted) -> None:
    story = a_merged_customer()
    story.then(*unmerged("e3"))
    for event_id in ("e3", "e4"):
        kind, data = act
        story.refuses(kind, {**data, "event_id": event_id}, RuleBroken)


def test_a_merge_is_refused_where_nobody_looked_up_the_other() -> None:
    with pytest.raises(UnknownReference):
        decide(Story(REGISTERED).state, wanted(*merged("C-2")))
