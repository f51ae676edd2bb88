"""An event as the ledger holds it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordedEvent:
    """One immutable event of the log, upcast to the current schema, personal fields opened where their key exists.

    position: in the whole ledger, from 1, gapless; version: in the stream, from 1, gapless.
    occurred_at, recorded_at: integer microseconds since 1970 UTC. leaf: 32 bytes, SHA-256 (RFC 6962 leaf hash).
    data: plaintext JSON values; a personal field whose key was destroyed reads "erased".
    metadata: recorded_by, correlation_id, causation_id where known.
    """

    position: int
    event_id: str
    stream: str
    version: int
    type: str
    schema: int
    occurred_at: int
    recorded_at: int
    data: Mapping[str, Any]
    metadata: Mapping[str, Any]
    leaf: bytes
    source: str | None = None
    external_id: str | None = None
