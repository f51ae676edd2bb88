"""Which events stand, and as what: corrections, retractions and restorations act in the order they were recorded."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from projections.journal import CORRECTED, RESTORED, RETRACTED


@dataclass(frozen=True, kw_only=True)
class Step:
    """One record-keeping event: its own event_id and position, its type, and the event_id it names."""

    event_id: str
    position: int
    type: str
    target: str


@dataclass(frozen=True)
class Resolution:
    """Per original event_id, the record-keeping events in force, oldest first; originals nobody touched are absent."""

    in_force: dict[str, list[Step]] = field(default_factory=dict)

    def retracted(self) -> set[str]:
        return {event for event, steps in self.in_force.items() if any(s.type == RETRACTED for s in steps)}

    def corrections(self) -> dict[str, Step]:
        """Per corrected original, the latest correction in force."""
        return {
            event: corrections[-1]
            for event, steps in self.in_force.items()
            if (corrections := [s for s in steps if s.type == CORRECTED])
        }


def resolve(steps: Iterable[Step]) -> Resolution:
    """Fold record-keeping events, ascending in position, into what is in force after the last of them.

    Retracting a correction takes that correction away; restoring an original takes away the latest thing in force on
    it.
    """
    in_force: dict[str, list[Step]] = {}
    corrected: dict[str, str] = {}
    for step in steps:
        if step.type == RETRACTED and step.target in corrected:
            original = corrected[step.target]
            in_force[original] = [s for s in in_force[original] if s.event_id != step.target]
        elif step.type == RESTORED:
            in_force.get(step.target, [])[-1:] = []
        else:
            in_force.setdefault(step.target, []).append(step)
            if step.type == CORRECTED:
                corrected[step.event_id] = step.target
    return Resolution({event: kept for event, kept in in_force.items() if kept})
