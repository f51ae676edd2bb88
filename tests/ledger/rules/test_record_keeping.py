"""Corrections, retractions and restorations: of which events, and what the rules see afterwards."""

from typing import Any

import pytest

from ledger.errors import AlreadyRegistered, Invalid, RuleBroken, UnknownCustomer, UnknownReference
from ledger.relationship import Happened, decide, initial, subjects_needed
from tests.ledger.rules.scenario import (
    PLACED,
    RAISED,
    REGISTERED,
    REOPENED,
    RESOLVED,
    Story,
    contact,
    corrected,
    restored,
    retracted,
    visit,
    wanted,
)

CANCELLED = ("OrderCancelled", {"order_id": "SO-1"})


class TestCorrections:
    def test_the_new_data_are_read_as_the_original_s(self) -> None:
        story = Story(REGISTERED, PLACED)
        decision = story.decide(*corrected("e2", {"order_id": "SO-1", "currency": "EUR", "amount": 7}))
        assert decision.events[0].data["data"] == {"order_id": "SO-1", "currency": "EUR", "amount": "7.00"}

    def test_problems_stand_within_the_correction_s_data(self) -> None:
        story = Story(REGISTERED, PLACED)
        refused = story.refuses(*corrected("e2", {"order_id": "SO-1", "amount": "x", "currency": "EUR"}), Invalid)
        assert refused.pointer == "/data/data/amount"

    def test_an_event_is_named_by_its_source_as_well(self) -> None:
        story = Story(REGISTERED, PLACED)
        data = {"of": {"source": "erp", "external_id": "1"}, "data": PLACED[1], "reason": "typing error"}
        interaction = wanted("EventCorrected", data)
        recorded = decide(story.state, interaction, target=story.events[1]).events[0].data
        assert recorded == {"event_id": "e2", "data": PLACED[1], "reason": "typing error"}
        with pytest.raises(UnknownReference) as refused:
            decide(story.state, interaction)
        assert refused.value.pointer == "/data/of"

    @pytest.mark.parametrize(
        ("number", "data", "place"),
        [
            (3, {"order_id": "SO-2", "currency": "EUR", "amount": "5.00"}, "/data/data/order_id"),
            (4, {"contact_ids": ["K-1", "K-2"]}, "/data/data/contact_ids"),
            (5, {**contact("K-2")[1], "reports_to": "K-1"}, "/data/data/reports_to"),
            (6, {**RAISED[1], "contact_id": "K-1"}, "/data/data/contact_id"),
        ],
    )
    def test_ids_neither_change_nor_appear(self, number: int, data: dict[str, Any], place: str) -> None:
        story = Story(REGISTERED, contact("K-1"), PLACED, visit("K-1"), contact("K-2"), RAISED)
        refused = story.refuses(*corrected(f"e{number}", data), RuleBroken)
        assert [problem.pointer for problem in refused.problems] == [place]
        assert "anew" in refused.remedy

    def test_a_correction_brings_no_new_contacts(self) -> None:
        story = Story(REGISTERED, contact("K-1"), visit("K-1"))
        data = {"contact_ids": ["K-1"], "new_contacts": [contact("K-2")[1]]}
        assert story.refuses(*corrected("e3", data), Invalid).pointer == "/data/data/new_contacts"

    def test_the_order_in_which_contacts_are_named_does_not_matter(self) -> None:
        story = Story(REGISTERED, contact("K-1"), contact("K-2"), visit("K-1", "K-2"))
        assert story.then(*corrected("e4", {"contact_ids": ["K-2", "K-1"], "purpose": "care"})) == ()

    def test_an_event_may_be_corrected_again_but_a_correction_may_not(self) -> None:
        story = Story(REGISTERED, PLACED, corrected("e2", PLACED[1]))
        assert story.then(*corrected("e2", PLACED[1])) == ()
        story.refuses(*corrected("e3", PLACED[1]), RuleBroken)

    def test_a_retracted_event_is_not_corrected(self) -> None:
        Story(REGISTERED, PLACED, retracted("e2")).refuses(*corrected("e2", PLACED[1]), RuleBroken)

    def test_a_corrected_time_counts_for_the_rules(self) -> None:
        story = Story(REGISTERED, contact("K-1"))
        story.then("ContactLeft", {"contact_id": "K-1"}, on="2025-03-01")
        assert story.then(*visit("K-1"), on="2025-03-10") == ("contact_left",)
        story.then(*corrected("e3", {"contact_id": "K-1"}, occurred_at="2025-03-12T00:00:00Z"))
        assert story.then(*visit("K-1"), on="2025-03-10") == ()


class TestSeveralCorrections:
    LEFT = ("ContactLeft", {"contact_id": "K-1"})

    def story(self) -> Story:
        """K-1 left on 1 March (e3), corrected to the 5th (e4), then to the 12th (e5)."""
        story = Story(REGISTERED, contact("K-1"))
        story.then(*self.LEFT, on="2025-03-01")
        for day in ("05", "12"):
            story.then(*corrected("e3", self.LEFT[1], occurred_at=f"2025-03-{day}T00:00:00Z"))
        return story

    def gone(self, story: Story, day: str) -> bool:
        return story.decide(*visit("K-1"), on=f"2025-03-{day}").flags == ("contact_left",)

    def test_the_latest_counts(self) -> None:
        assert not self.gone(self.story(), "06")
        assert self.gone(self.story(), "13")

    @pytest.mark.parametrize("undone", [retracted("e5"), restored("e3")], ids=["retracted", "restored"])
    def test_without_the_latest_the_one_before_counts(self, undone: Any) -> None:
        story = self.story()
        story.then(*undone)
        assert self.gone(story, "06")
        assert not self.gone(story, "04")

    def test_without_the_first_the_latest_still_counts(self) -> None:
        story = self.story()
        story.then(*retracted("e4"))
        assert not self.gone(story, "06")


class TestRetractions:
    def test_a_retracted_event_counts_no_more(self) -> None:
        story = Story(REGISTERED, PLACED, CANCELLED, retracted("e3"))
        assert story.then(*CANCELLED) == ()

    def test_retraction_frees_the_id(self) -> None:
        story = Story(REGISTERED, PLACED, retracted("e2"))
        story.refuses(*CANCELLED, UnknownReference)
        assert story.then(*PLACED) == ()

    def test_what_was_closed_before_the_retraction_is_open_when_recorded_anew(self) -> None:
        story = Story(REGISTERED, PLACED, CANCELLED, retracted("e2"), PLACED)
        assert story.then(*CANCELLED) == ()

    def test_a_customer_whose_registration_is_retracted_is_unknown_until_registered_anew(self) -> None:
        story = Story(REGISTERED, PLACED, retracted("e1"))
        story.refuses(*CANCELLED, UnknownCustomer)
        assert story.then(*REGISTERED) == ()
        assert story.then(*CANCELLED) == ()

    def test_an_event_is_retracted_once(self) -> None:
        Story(REGISTERED, PLACED, retracted("e2")).refuses(*retracted("e2"), RuleBroken)

    def test_a_correction_is_retracted_once_and_only_while_in_force(self) -> None:
        story = Story(REGISTERED, PLACED, corrected("e2", PLACED[1]), retracted("e3"))
        story.refuses(*retracted("e3"), RuleBroken)
        story = Story(REGISTERED, PLACED, corrected("e2", PLACED[1]), restored("e2"))
        story.refuses(*retracted("e3"), RuleBroken)

    @pytest.mark.parametrize("number", [3, 4])
    def test_retractions_and_restorations_are_not_retracted(self, number: int) -> None:
        story = Story(REGISTERED, PLACED, retracted("e2"), restored("e2"))
        story.refuses(*retracted(f"e{number}"), RuleBroken)


class TestRestorations:
    def test_it_brings_back_what_a_retraction_took(self) -> None:
        story = Story(REGISTERED, PLACED, retracted("e2"), restored("e2"))
        story.refuses(*PLACED, AlreadyRegistered)

    def test_acts_are_undone_one_by_one_the_latest_first(self) -> None:
        later = corrected("e3", {"contact_id": "K-1"}, occurred_at="2025-03-12T00:00:00Z")
        story = Story(REGISTERED, contact("K-1"))
        story.then("ContactLeft", {"contact_id": "K-1"}, on="2025-03-01")
        for kind, data in (later, retracted("e3"), restored("e3")):
            story.then(kind, data)
        assert story.then(*visit("K-1"), on="2025-03-10") == ()
        story.then(*restored("e3"))
        assert story.then(*visit("K-1"), on="2025-03-10") == ("contact_left",)
        story.refuses(*restored("e3"), RuleBroken)

    def test_an_untouched_event_is_not_restored(self) -> None:
        Story(REGISTERED, PLACED).refuses(*restored("e2"), RuleBroken)

    @pytest.mark.parametrize("number", [3, 4])
    def test_only_originals_are_restored(self, number: int) -> None:
        story = Story(REGISTERED, PLACED, corrected("e2", PLACED[1]), retracted("e3"))
        story.refuses(*restored(f"e{number}"), RuleBroken)

    def test_an_id_recorded_anew_is_not_brought_back(self) -> None:
        story = Story(REGISTERED, PLACED, retracted("e2"), PLACED)
        assert "recorded already" in story.refuses(*restored("e2"), RuleBroken).message

    def test_a_registration_made_anew_is_not_brought_back(self) -> None:
        story = Story(REGISTERED, retracted("e1"), REGISTERED)
        story.refuses(*restored("e1"), RuleBroken)

    def test_a_registration_is_brought_back(self) -> None:
        story = Story(REGISTERED, retracted("e1"), restored("e1"))
        assert story.then(*PLACED) == ()

    def test_a_second_resolution_is_not_brought_back(self) -> None:
        story = Story(REGISTERED, RAISED, RESOLVED, retracted("e3"), RESOLVED)
        story.refuses(*restored("e3"), RuleBroken)

    def test_a_resolution_is_brought_back_where_the_complaint_is_open(self) -> None:
        story = Story(REGISTERED, RAISED, RESOLVED, REOPENED, retracted("e3"))
        assert story.then(*restored("e3")) == ()


@pytest.mark.parametrize("act", [corrected("e2", PLACED[1]), retracted("e2"), restored("e2")])
class TestEveryActOfRecordKeeping:
    def test_it_names_an_event_that_is_recorded(self, act: Any) -> None:
        assert Story(REGISTERED).refuses(*act, UnknownReference).pointer == "/data/event_id"

    def test_it_names_an_event_of_the_same_customer(self, act: Any) -> None:
        story = Story(REGISTERED, PLACED)
        with pytest.raises(UnknownReference):
            decide(initial, wanted(*act, customer="C-2"), target=story.events[1])

    def test_the_store_is_asked_for_all_that_bears_on_it(self, act: Any) -> None:
        order = Story(REGISTERED, PLACED).events[1]
        assert subjects_needed(wanted(*act), order) == {"customer", "event:e2", "order:SO-1"}


def test_to_retract_a_correction_the_acts_on_its_original_are_needed() -> None:
    story = Story(REGISTERED, PLACED, corrected("e2", PLACED[1]))
    correction: Happened = story.events[2]
    assert subjects_needed(wanted(*retracted("e3")), correction) == {"customer", "event:e3", "event:e2"}


def test_the_store_is_asked_for_what_an_ordinary_event_changes_and_names() -> None:
    assert subjects_needed(wanted(*PLACED)) == {"customer", "order:SO-1"}
    assert subjects_needed(wanted(*visit("K-1", "K-2"))) == {"customer", "contact:K-1", "contact:K-2"}
    assert subjects_needed(wanted("RelationshipResumed", {})) == {"customer", "relationship"}
