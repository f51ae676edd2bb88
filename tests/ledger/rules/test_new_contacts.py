"""People met for the first time: recorded with the meeting, before it."""

from ledger.errors import AlreadyRegistered, UnknownReference
from ledger.relationship import as_recorded, subjects_needed
from tests.ledger.rules.scenario import REGISTERED, Story, contact, visit, wanted

LI, WU = contact("K-2")[1], contact("K-3", reports_to="K-2")[1]


def test_they_are_recorded_first_and_then_named_by_the_meeting() -> None:
    story = Story(REGISTERED, contact("K-1"))
    decision = story.decide(*visit("K-1", new_contacts=[LI, WU], topics="prices"), on="2025-03-20")
    assert decision.events == (
        wanted("ContactAdded", LI, on="2025-03-20"),
        wanted("ContactAdded", WU, on="2025-03-20"),
        wanted(*visit("K-1", "K-2", "K-3", topics="prices"), on="2025-03-20"),
    )
    story.then(*visit("K-1", new_contacts=[LI, WU]))
    assert story.then(*visit("K-3")) == ()


def test_they_may_be_the_only_ones_and_may_be_named_twice() -> None:
    decision = Story(REGISTERED).decide("CallMade", {"new_contacts": [LI]})
    assert decision.events[-1].data == {"contact_ids": ["K-2"]}
    decision = Story(REGISTERED).decide("CallMade", {"contact_ids": ["K-2"], "new_contacts": [LI]})
    assert decision.events[-1].data == {"contact_ids": ["K-2"]}


def test_nobody_is_new_twice() -> None:
    refused = Story(REGISTERED, contact("K-2")).refuses(*visit(new_contacts=[LI]), AlreadyRegistered)
    assert refused.pointer == "/data/new_contacts/0/contact_id"
    refused = Story(REGISTERED).refuses(*visit(new_contacts=[LI, LI]), AlreadyRegistered)
    assert refused.pointer == "/data/new_contacts/1/contact_id"


def test_their_superiors_must_be_recorded_or_come_before_them() -> None:
    refused = Story(REGISTERED).refuses(*visit(new_contacts=[WU, LI]), UnknownReference)
    assert refused.pointer == "/data/new_contacts/0/reports_to"


def test_only_the_event_itself_keeps_the_id_of_its_source() -> None:
    interaction = wanted(*visit(new_contacts=[LI]))
    assert subjects_needed(interaction) == {"customer", "contact:K-2"}
    assert subjects_needed(wanted(*visit("K-1", new_contacts=[WU]))) == {
        "customer",
        "contact:K-1",
        "contact:K-2",
        "contact:K-3",
    }
    assert as_recorded(as_recorded(interaction)) == as_recorded(interaction)
