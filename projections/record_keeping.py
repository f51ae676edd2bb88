"""Which events stand, and as what: the corrections, retractions and restorations of many events at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ledger.in_force import CORRECTED, RETRACTED, InForce


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

    in_force: Mapping[str, Sequence[Step]] = field(default_factory=dict)

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
    """What is in force after the last of these record-keeping events, ascending in position."""
    found: InForce[Step] = InForce()
    for step in steps:
        found.add(step, step.target)
    return Resolution({event: kept for event, kept in found.on.items() if kept})
