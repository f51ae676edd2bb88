"""Policies are numbered, imports reverted once, and what a reverted import brought is as if it had never been."""

from hashlib import sha256
from typing import Any

import pytest
from msgspec.structs import replace

from ledger.errors import RuleBroken, UnknownReference
from ledger.relationship import Happened, decide, evolve, fold
from tests.ledger.rules.scenario import (
    PLACED,
    REGISTERED,
    Story,
    Wanted,
    corrected,
    restored,
    retracted,
    wanted,
)

CANCELLED = ("OrderCancelled", {"order_id": "SO-1"})


def published(version: int) -> Wanted:
    data = {"toml": "x = 1", "sha256": sha256(b"x = 1").hexdigest(), "in_force_from": "2025-04-01"}
    return "PolicyPublished", {"version": version, **data}


def test_policies_are_numbered_from_2_on() -> None:
    story = Story()
    for wrong in (1, 3):
        assert story.refuses(*published(wrong), RuleBroken).pointer == "/data/version"
    story.then(*published(2))
    story.refuses(*published(2), RuleBroken)
    assert story.then(*published(3)) == ()


def test_an_import_is_reverted_once() -> None:
    reverted = ("ImportReverted", {"batch_id": "b-1", "reason": "wrong file"})
    story = Story(reverted)
    assert story.refuses(*reverted, RuleBroken).pointer == "/data/batch_id"
    assert story.then("ImportReverted", {"batch_id": "b-2", "reason": "wrong file"}) == ()


class TestARevertedImport:
    def state(self, story: Story, *reverted: int) -> Any:
        events = [replace(event, reverted=event.position in reverted) for event in story.events]
        return fold(events)

    def test_its_ids_are_free_again(self) -> None:
        state = self.state(Story(REGISTERED, PLACED), 2)
        assert decide(state, wanted(*PLACED)).flags == ()
        with pytest.raises(UnknownReference):
            decide(state, wanted(*CANCELLED))

    def test_what_it_closed_is_open_again(self) -> None:
        state = self.state(Story(REGISTERED, PLACED, CANCELLED), 3)
        assert decide(state, wanted(*CANCELLED)).flags == ()

    @pytest.mark.parametrize("act", [corrected("e2", PLACED[1]), retracted("e2")])
    def test_what_it_said_of_other_events_no_longer_holds(self, act: Wanted) -> None:
        story = Story(REGISTERED, PLACED, act)
        assert self.state(story, 3) == Story(REGISTERED, PLACED).state

    @pytest.mark.parametrize("act", [corrected("e2", PLACED[1]), retracted("e2"), restored("e2")])
    def test_its_events_are_neither_corrected_nor_retracted_nor_restored(self, act: Wanted) -> None:
        story = Story(REGISTERED, PLACED, retracted("e2"))
        target: Happened = replace(story.events[1], reverted=True)
        with pytest.raises(RuleBroken, match="import"):
            decide(self.state(story, 2), wanted(*act), target=target)

    def test_one_event_after_the_other_gives_the_same(self) -> None:
        story = Story(REGISTERED, PLACED, CANCELLED)
        state = self.state(story, 2)
        step_by_step = Story().state
        for event in story.events:
            step_by_step = evolve(step_by_step, replace(event, reverted=event.position == 2))
        assert step_by_step == state
