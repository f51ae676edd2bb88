"""Events of a later version of Guanxi stand in the log: the rules pass over them, and refuse to work on them."""

import dataclasses
from typing import Any

import pytest
from msgspec.structs import replace

from ledger.catalogue import CATALOGUE
from ledger.errors import RuleBroken
from ledger.in_force import CORRECTED
from ledger.relationship import Happened, as_recorded, decide, evolve, fold, subjects_needed
from ledger.upcasting import Step, Upcasting
from tests.ledger.rules.scenario import PLACED, REGISTERED, Story, corrected, restored, retracted, wanted

CANCELLED = ("OrderCancelled", {"order_id": "SO-1"})
STORY = Story(REGISTERED, PLACED)


def later(**changes: Any) -> Happened:
    """An event about the order, as a version to come may record it."""
    event = Happened(
        event_id="e9", type="OrderSplit", data={"order_id": "SO-1"}, occurred_at=0, position=9, stream="C-1"
    )
    return replace(event, **changes)


UNKNOWN = pytest.mark.parametrize(
    "unknown",
    [
        later(),
        later(type="OrderCancelled", schema=99),
        later(type="EventRetracted", schema=99, data={"event_id": "e2", "reason": "x"}),
        later(type="EventAnnulled", data={"event_id": "e2"}),
    ],
    ids=lambda event: f"{event.type}-{event.schema}",
)


@UNKNOWN
def test_the_rules_pass_over_it(unknown: Happened) -> None:
    assert fold([*STORY.events, unknown]) == evolve(STORY.state, unknown) == STORY.state
    assert decide(fold([*STORY.events, unknown]), wanted(*CANCELLED)).flags == ()


@UNKNOWN
@pytest.mark.parametrize("act", [corrected("e9", PLACED[1]), retracted("e9"), restored("e9")])
def test_it_is_neither_corrected_nor_retracted_nor_restored(unknown: Happened, act: Any) -> None:
    interaction = wanted(*act)
    assert as_recorded(interaction, unknown) == interaction
    assert subjects_needed(interaction, unknown) == {"customer", "event:e9"}
    with pytest.raises(RuleBroken, match="later version"):
        decide(STORY.state, interaction, target=unknown)


@pytest.fixture
def _a_version_to_come(monkeypatch: pytest.MonkeyPatch) -> None:
    """In which due dates of promises have moved from `until` to `due_on`, and a correction counts that step."""
    schemas = {"CommitmentMade": 2, CORRECTED: 2}
    catalogue = {name: dataclasses.replace(kind, schema=schemas.get(name, 1)) for name, kind in CATALOGUE.items()}
    step = Step(type="CommitmentMade", schema=1, upgrade=lambda data: {**data, "due_on": data["until"]})
    chain = Upcasting(catalogue=catalogue, steps=(step,))
    chain.check()
    monkeypatch.setattr("ledger.rules.happened.CATALOGUE", catalogue)
    monkeypatch.setattr("ledger.rules.happened.UPCASTING", chain)
    monkeypatch.setattr("ledger.rules.acts.UPCASTING", chain)


@pytest.mark.usefixtures("_a_version_to_come")
def test_events_and_corrections_of_an_older_schema_are_read_as_the_current_one() -> None:
    def due(*acts: Happened) -> str:
        fact = fold([made, *acts]).fact("commitment:P-1")
        assert fact is not None
        due_on: str = fact.latest.data["due_on"]
        return due_on

    promise = {"commitment_id": "P-1", "by": "us", "until": "2025-04-01"}
    made = later(type="CommitmentMade", data=promise)
    old = later(
        event_id="e10", type=CORRECTED, data={"event_id": "e9", "data": {**promise, "until": "2025-05-01"}}, position=10
    )
    new = later(
        event_id="e11",
        type=CORRECTED,
        schema=2,
        data={"event_id": "e9", "data": {"commitment_id": "P-1", "by": "us", "due_on": "2025-06-01"}},
        position=11,
    )
    assert (due(), due(old), due(old, new), due(new)) == ("2025-04-01", "2025-05-01", "2025-06-01", "2025-06-01")
