"""Who records, and in what connection: the metadata of an event."""

from functools import lru_cache

from msgspec import Struct

from ledger.canonical import canonical


class Stamp(Struct, frozen=True, kw_only=True):
    """actor: who recorded it. correlation_id: what the events of one undertaking share, such as a batch_id."""

    actor: str
    correlation_id: str | None = None

    def metadata(self, causation_id: str | None = None) -> bytes:
        """As stored; what there is nothing to say of is left out. causation_id: the event because of which it is."""
        return _metadata(self.actor, self.correlation_id, causation_id)


@lru_cache(maxsize=64)
def _metadata(actor: str, correlation_id: str | None, causation_id: str | None) -> bytes:
    said = {"recorded_by": actor, "correlation_id": correlation_id, "causation_id": causation_id}
    return canonical({name: value for name, value in said.items() if value is not None})
