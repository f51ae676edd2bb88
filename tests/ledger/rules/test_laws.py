"""Laws that hold whatever is recorded, corrected, retracted and restored, in whatever order."""

import contextlib
from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.catalogue import CATALOGUE
from ledger.errors import GuanxiError
from ledger.relationship import fold
from ledger.rules.acts import as_corrected
from ledger.rules.steps import STEPS
from tests.ledger.rules.scenario import (
    ISSUED,
    PLACED,
    RAISED,
    REGISTERED,
    REOPENED,
    RESOLVED,
    Story,
    Wanted,
    contact,
    corrected,
    paid,
    restored,
    retracted,
    visit,
)

ORDINARY: list[Wanted] = [
    REGISTERED,
    PLACED,
    ("OrderCancelled", {"order_id": "SO-1"}),
    ("OrderDelivered", {"order_id": "SO-1"}),
    RAISED,
    RESOLVED,
    REOPENED,
    contact("K-1"),
    ("ContactLeft", {"contact_id": "K-1"}),
    visit("K-1", new_contacts=[contact("K-2", reports_to="K-1")[1]]),
    ("RelationshipEnded", {"by": "customer"}),
    ("RelationshipResumed", {}),
    ("CommitmentMade", {"commitment_id": "P-1", "by": "us", "due_on": "2025-04-01"}),
    ("CommitmentKept", {"commitment_id": "P-1"}),
    ISSUED,
    paid("60.00"),
    paid("60.00", "USD"),
    ("ContractSigned", {"contract_id": "V-1", "starts_on": "2025-01-01", "ends_on": "2025-12-31"}),
    ("ContractRenewed", {"contract_id": "V-1", "ends_on": "2026-12-31"}),
    ("ContractEnded", {"contract_id": "V-1"}),
]
EVENT_IDS = st.integers(1, 6).map(lambda number: f"e{number}")


def stories(few: list[Wanted]) -> st.SearchStrategy[list[Wanted]]:
    """Few kinds of event, again and again: so that ids are freed, taken anew and asked back."""
    acts = EVENT_IDS.flatmap(
        lambda event_id: st.sampled_from([retracted(event_id), restored(event_id), corrected(event_id, few[0][1])])
    )
    return st.lists(st.sampled_from(few) | acts, max_size=20)


WANTED = st.lists(st.sampled_from(ORDINARY), min_size=1, max_size=3).flatmap(stories)


def told(wanted: list[Wanted]) -> Story:
    """Everything that the rules let happen, the registration first. Story itself checks that folding is evolving."""
    story = Story(REGISTERED)
    for kind, data in wanted:
        with contextlib.suppress(GuanxiError):
            story.then(kind, data)
    return story


@pytest.mark.props
@given(WANTED)
def test_an_id_stands_at_most_once(wanted: list[Wanted]) -> None:
    story = told(wanted)
    standing = [event for event in story.events if as_corrected(story.state.acts, event) is not None]
    recorded = Counter(
        (event.type, CATALOGUE[event.type].subject(event.data))
        for event in standing
        if event.type in STEPS and STEPS[event.type].records and not STEPS[event.type].again
    )
    assert max(recorded.values(), default=0) <= 1


@pytest.mark.props
@given(WANTED, EVENT_IDS)
def test_a_retraction_undone_leaves_everything_as_it_was(wanted: list[Wanted], event_id: str) -> None:
    story = told(wanted)
    before = what_holds(story)
    try:
        story.then(*retracted(event_id))
        story.then(*restored(event_id))
    except GuanxiError:
        return
    assert what_holds(story) == before


def what_holds(story: Story) -> object:
    state = story.state
    return {subject: state.fact(subject) for subject in state.happened}, {
        k: acts for k, acts in state.acts.items() if acts
    }


@pytest.mark.props
@given(WANTED, st.randoms(use_true_random=False))
def test_the_order_of_loading_does_not_matter(wanted: list[Wanted], random: Random) -> None:
    story = told(wanted)
    loaded = list(story.events)
    random.shuffle(loaded)
    assert fold(loaded) == story.state
