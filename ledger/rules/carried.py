"""A relationship carried on event by event, for runs in which thousands follow one another."""

from collections.abc import Iterable

from ledger.catalogue import CATALOGUE
from ledger.in_force import InForce
from ledger.rules.acts import RECORD_KEEPING, Act, act_of
from ledger.rules.happened import Happened
from ledger.rules.state import Fact, Relationship
from ledger.rules.steps import STEPS


class Carried:
    """What `evolve` makes of the same events, without a copy of everything for each of them.

    relationship: as it stands now; it changes under whoever keeps it.
    """

    def __init__(self) -> None:
        self._happened: dict[str, tuple[Happened, ...]] = {}
        self._acts: InForce[Act] = InForce()
        self._facts: dict[str, Fact | None] = {}
        self.relationship = Relationship(happened=self._happened, acts=self._acts.on, facts=self._facts)

    def add(self, recorded: Happened, subject: str | None) -> None:
        """One more event of the stream; of those about one subject each in the order recorded.

        subject: what it is about, as it stands beside the event in the log.
        Events of a reverted import, and of a later version of Guanxi, change nothing.
        """
        event = None if recorded.reverted else recorded.understood()
        if event is None:
            return
        if event.type in RECORD_KEEPING:
            self._acts.add(act_of(event), event.data["event_id"])
            self._facts.clear()
        elif subject is not None and event.type in STEPS:
            self._happened[subject] = (*self._happened.get(subject, ()), event)
            self._facts.pop(subject, None)

    def forget(self, subjects: Iterable[str]) -> bool:
        """Forget these subjects.

        False where something was corrected or retracted: what that bears on cannot be told by subjects.
        """
        if self._acts.on:
            return False
        for subject in subjects:
            self._happened.pop(subject, None)
            self._facts.pop(subject, None)
        return True


def fold(happened: Iterable[Happened]) -> Relationship:
    """The relationship of these events of one stream, in any order; the same as evolving through them one by one."""
    carried = Carried()
    for event in sorted(happened, key=lambda event: event.position):
        kind = CATALOGUE.get(event.type)
        carried.add(event, None if kind is None else kind.subject(event.data))
    return carried.relationship
