"""The ledger's own stream: what happened to the ledger itself."""

from collections.abc import Mapping
from typing import Any

from ledger.catalogue import CATALOGUE, normalise
from ledger.interaction import Interaction

LEDGER_STREAM = "$ledger"


def ledger_event(
    type_name: str, data: Mapping[str, Any], *, occurred_at: int, recorded_at: int | None = None
) -> Interaction:
    """Something the ledger itself writes down; recorded_at only where a past is restored."""
    return Interaction(
        customer=LEDGER_STREAM,
        type=type_name,
        schema=CATALOGUE[type_name].schema,
        occurred_at=occurred_at,
        data=normalise(type_name, data),
        recorded_at=recorded_at,
    )
