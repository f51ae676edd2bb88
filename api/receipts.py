"""The answer to a recorded event, one document for command line and HTTP."""

from typing import Any

from ledger.application import Receipt
from ledger.times import format_instant

RECEIPT_COLUMNS = ("event_id", "position", "version", "recorded_at", "known", "flags")


def receipt_document(receipt: Receipt) -> dict[str, Any]:
    """known: it had been recorded before and these are the position and time of then. flags: what is doubtful."""
    return {
        "event_id": receipt.event_id,
        "position": receipt.position,
        "version": receipt.version,
        "recorded_at": format_instant(receipt.recorded_at),
        "known": receipt.known,
        "flags": list(receipt.flags),
    }
