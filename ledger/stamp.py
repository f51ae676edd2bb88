"""Who records, and in what connection: the metadata of an event."""

from dataclasses import dataclass

from ledger.canonical import canonical


@dataclass(frozen=True, kw_only=True, slots=True)
class Stamp:
    """actor: who recorded it. correlation_id: what the events of one undertaking share, such as a batch_id."""

    actor: str
    correlation_id: str | None = None

    def metadata(self, causation_id: str | None = None) -> bytes:
        """As stored; what there is nothing to say of is left out. causation_id: the event because of which it is."""
        said = {"recorded_by": self.actor, "correlation_id": self.correlation_id, "causation_id": causation_id}
        return canonical({name: value for name, value in said.items() if value is not None})
