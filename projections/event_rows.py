"""Event rows: an event as answers show it, from the event as the ledger holds it."""

from typing import Any

from ledger.recorded import RecordedEvent
from ledger.times import format_instant


def event_row(event: RecordedEvent) -> dict[str, Any]:
    """One event row; what the ledger does not know (no source, no cause) is null, the leaf is lower-case hex."""
    return {
        "position": event.position,
        "event_id": event.event_id,
        "customer": event.stream,
        "version": event.version,
        "type": event.type,
        "schema": event.schema,
        "occurred_at": format_instant(event.occurred_at),
        "recorded_at": format_instant(event.recorded_at),
        "recorded_by": event.metadata.get("recorded_by"),
        "source": event.source,
        "external_id": event.external_id,
        "correlation_id": event.metadata.get("correlation_id"),
        "causation_id": event.metadata.get("causation_id"),
        "data": dict(event.data),
        "leaf": event.leaf.hex(),
    }
