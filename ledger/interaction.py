"""An interaction somebody wants recorded: validated, normalised, not yet part of the log."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct


class Interaction(Struct, frozen=True, kw_only=True, array_like=True):
    """One event document after reading.

    occurred_at, recorded_at: integer microseconds since 1970 UTC; recorded_at is None except when a ledger is restored.
    data: normalised JSON values in plaintext (money as strings with the currency's digits, absent optionals left out).
    schema: the current schema version of the type.
    """

    customer: str
    type: str
    schema: int
    occurred_at: int
    data: Mapping[str, Any]
    source: str | None = None
    external_id: str | None = None
    recorded_at: int | None = None
