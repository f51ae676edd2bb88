"""What is recorded of one relationship, as far as the rules ask: events in, facts out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ledger.catalogue import CATALOGUE
from ledger.rules.acts import RECORD_KEEPING, Act, as_corrected, with_act
from ledger.rules.happened import Happened
from ledger.rules.steps import BEGINNING, STEPS


class Fact(NamedTuple):
    """How a thing stands.

    origin: the event that recorded it, latest: the one that brought it to its state, both as corrected.
    """

    state: str
    origin: Happened
    latest: Happened


@dataclass(frozen=True, kw_only=True, slots=True)
class Relationship:
    """The part of a customer's stream that was loaded.

    happened: by subject, in the order recorded, events the rules ask about. acts: corrections and retractions in force.
    facts: what `fact` has answered so far.
    """

    happened: Mapping[str, tuple[Happened, ...]] = field(default_factory=dict)
    acts: Mapping[str, tuple[Act, ...]] = field(default_factory=dict)
    facts: dict[str, Fact | None] = field(default_factory=dict, compare=False, repr=False)

    def fact(self, subject: str) -> Fact | None:
        """The state of a thing, None when it was never recorded or its recording was retracted."""
        if subject not in self.happened:
            return None
        if subject not in self.facts:
            fact: Fact | None = None
            for event in self.life(subject):
                fact = _stepped(fact, event)
            self.facts[subject] = fact
        return self.facts[subject]

    def life(self, subject: str) -> Iterator[Happened]:
        """What happened to a thing since it was recorded, as corrected, in the order recorded.

        Empty where its recording is retracted: then there is nothing for the rest to have happened to.
        """
        begun = False
        for recorded in self.happened.get(subject, ()):
            event = as_corrected(self.acts, recorded)
            if event is not None:
                begun = begun or STEPS[event.type].records or event.type in BEGINNING
                if begun:
                    yield event


initial = Relationship()


def evolve(state: Relationship, event: Happened) -> Relationship:
    """The relationship after one more event of its stream, in the order recorded.

    Events of a reverted import, and of a later version of Guanxi, change nothing.
    """
    understood = None if event.reverted else event.understood()
    if understood is None:
        return state
    event = understood
    if event.type in RECORD_KEEPING:
        return Relationship(happened=state.happened, acts=with_act(state.acts, event))
    if event.type not in STEPS:
        return state
    subject = CATALOGUE[event.type].subject(event.data)
    if subject is None:
        return state
    return Relationship(
        happened={**state.happened, subject: (*state.happened.get(subject, ()), event)}, acts=state.acts
    )


def _stepped(fact: Fact | None, event: Happened) -> Fact:
    step = STEPS[event.type]
    if fact is None:
        return Fact(state=step.to, origin=event, latest=event)
    if fact.state in step.stays:
        return fact
    return Fact(state=step.to, origin=fact.origin, latest=event)
