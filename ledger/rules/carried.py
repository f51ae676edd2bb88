"""A relationship carried on event by event, for runs in which thousands follow one another."""

from collections.abc import Iterable

from ledger.catalogue import CATALOGUE
from ledger.rules.acts import RECORD_KEEPING, Act, with_act
from ledger.rules.happened import Happened
from ledger.rules.state import Fact, Relationship
from ledger.rules.steps import STEPS


class Carried:
    """What `evolve` makes of the same events, without a copy of everything for each of them.

    relationship: as it stands now; it changes under whoever keeps it.
    """

    def __init__(self) -> None:
        self._happened: dict[str, tuple[Happened, ...]] = {}
        self._acts: dict[str, tuple[Act, ...]] = {}
        self._facts: dict[str, Fact | None] = {}
        self.relationship = Relationship(happened=self._happened, acts=self._acts, facts=self._facts)

    def add(self, recorded: Happened) -> None:
        """One more event of the stream; of those about one subject each in the order recorded.

        Events of a reverted import, and of a later version of Guanxi, change nothing.
        """
        event = None if recorded.reverted else recorded.understood()
        if event is None:
            return
        if event.type in RECORD_KEEPING:
            self._acts.update(with_act(self._acts, event))
            self._facts.clear()
        elif event.type in STEPS and (subject := CATALOGUE[event.type].subject(event.data)) is not None:
            self._happened[subject] = (*self._happened.get(subject, ()), event)
            self._facts.pop(subject, None)

    def add_all(self, happened: Iterable[Happened]) -> None:
        """The same for events in any order, of whose subjects none was added before."""
        for event in sorted(happened, key=_position):
            self.add(event)


def fold(happened: Iterable[Happened]) -> Relationship:
    """The relationship of these events of one stream, in any order; the same as evolving through them one by one."""
    carried = Carried()
    carried.add_all(happened)
    return carried.relationship


def _position(event: Happened) -> int:
    return event.position
