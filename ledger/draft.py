"""An event decided and numbered, on its way into the log."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from ledger.privacy.scope import Scope


class Draft(Struct, kw_only=True):
    """What eventsourcing calls a domain event: originator_id is the stream, originator_version the version, from 1.

    position: the one it will get, if nobody else writes before it. recorded_at: None, for the store sets it, unless a
    past is restored. data: plaintext; body: the same as canonical JSON; metadata: canonical JSON. scope: what of the
    data is sealed, and for whom. subject: what the rules look the event up by.
    """

    originator_id: str
    originator_version: int
    position: int
    event_id: str
    type: str
    schema: int
    occurred_at: int
    recorded_at: int | None
    source: str | None
    external_id: str | None
    data: Mapping[str, Any]
    body: bytes
    metadata: bytes
    scope: Scope
    subject: str | None
