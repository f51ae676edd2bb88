"""Which corrections and retractions are in force: each counts for its original, or takes away what stood there."""

from collections.abc import Mapping
from typing import Generic, Protocol, TypeVar

CORRECTED, RETRACTED, RESTORED = "EventCorrected", "EventRetracted", "EventRestored"


class Acting(Protocol):
    """An event of record keeping: its own event_id, and its type."""

    @property
    def event_id(self) -> str: ...

    @property
    def type(self) -> str: ...


A = TypeVar("A", bound=Acting)


class InForce(Generic[A]):
    """on: by the event_id of the original what is in force on it, oldest first; where nobody did anything, nothing.

    It grows with `add`; what stood in `on` for an original is replaced, never changed.
    """

    def __init__(self, on: Mapping[str, tuple[A, ...]] | None = None) -> None:
        """on: to go on from; it is copied."""
        self.on: dict[str, tuple[A, ...]] = dict(on or {})
        self._corrected = {
            act.event_id: original for original, acts in self.on.items() for act in acts if act.type == CORRECTED
        }

    def add(self, act: A, target: str) -> None:
        """One more, in the order recorded. target: the event_id it names.

        Retracting a correction takes that correction away; restoring an original takes away the latest thing in force
        on it.
        """
        if act.type == RETRACTED and target in self._corrected:
            original = self._corrected[target]
            self.on[original] = tuple(one for one in self.on[original] if one.event_id != target)
        elif act.type == RESTORED:
            self.on[target] = self.on.get(target, ())[:-1]
        else:
            self.on[target] = (*self.on.get(target, ()), act)
            if act.type == CORRECTED:
                self._corrected[act.event_id] = target
