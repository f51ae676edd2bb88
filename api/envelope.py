"""One document for command line and HTTP: the list envelope, its JSON bytes, and its items as CSV."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

Row = Mapping[str, Any]

BOOK_COLUMNS = (
    "code", "name", "owner", "tier", "stage", "since", "momentum", "risk", "worst", "signals", "purchases_12m",
    "currency", "wallet", "share", "orders", "first_order_on", "last_order_on", "silent_days", "last_contact_on",
    "merged_into",
)  # fmt: skip
EVENT_COLUMNS = (
    "position", "event_id", "customer", "version", "type", "schema", "occurred_at", "recorded_at", "recorded_by",
    "source", "external_id", "correlation_id", "causation_id", "data", "leaf",
)  # fmt: skip
TIMELINE_COLUMNS = (*EVENT_COLUMNS, "summary", "late_days", "status", "corrected_by", "original")
HISTORY_COLUMNS = (
    "on", "final", "stage", "step", "momentum", "risk", "share", "purchases_12m", "currency", "signals", "loyalty",
    "policy", "reason", "evidence",
)  # fmt: skip
PORTFOLIO_COLUMNS = (
    "kind", "from_stage", "stage", "risk", "customers", "value", "days_in_stage", "code", "name", "since", "reason",
)  # fmt: skip
STANDING_COLUMNS = (
    "code", "name", "as_of", "known_at", "position", "policy", "stage", "rhythm", "loyalty", "risk", "people",
    "drivers", "needs", "tier", "openings", "advice",
    "overrides",
)  # fmt: skip

POLICY_COLUMNS = ("version", "sha256", "in_force_from", "recorded_at", "in_force", "toml")
DIFFERENCE_COLUMNS = ("key", "old", "new")
COMPARED_COLUMNS = ("code", "name", "first_on", "stage", "momentum", "risk", "signals")


def list_document(
    items: Sequence[Row],
    *,
    as_of: str,
    known_at: str | None,
    position: int,
    policy: Row,
    next_cursor: str | None = None,
) -> dict[str, Any]:
    """Every list body. position: the ledger's last when answering; next: None on the last page; no items: []."""
    return {
        "as_of": as_of,
        "known_at": known_at,
        "position": position,
        "policy": policy,
        "items": list(items),
        "next": next_cursor,
    }


def json_bytes(document: object, *, indent: bool = False) -> bytes:
    """UTF-8 JSON with a line end; the order of keys is the document's."""
    option = orjson.OPT_APPEND_NEWLINE | (orjson.OPT_INDENT_2 if indent else 0)
    return orjson.dumps(document, option=option)


def csv_text(items: Sequence[Row], columns: Sequence[str]) -> str:
    """A header and one line per item (RFC 4180 quoting, lines end in a newline).

    columns: always all of them, so that an empty answer still has its header. Null is an empty cell, true and false
    are words, lists and objects are JSON text. A withheld event has only its position and type.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(item.get(column)) for column in columns] for item in items)
    return text.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (Mapping, list, tuple)):
        return orjson.dumps(value).decode()
    return str(value)
