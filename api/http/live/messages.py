"""Server-sent events: what stands on the wire."""

from collections.abc import Mapping
from typing import Any

from api.envelope import json_bytes

RETRY_MILLISECONDS = 1000


def opening(position: int) -> bytes:
    """The first words: when to come back after a break, and from where, even if nothing was heard until then."""
    return b"retry: %d\nid: %d\n\n" % (RETRY_MILLISECONDS, position)


def event(row: Mapping[str, Any]) -> bytes:
    """One event row; its id is its position."""
    return b"id: %d\ndata: %s\n\n" % (row["position"], json_bytes(row).rstrip(b"\n"))


def heard_upto(position: int) -> bytes:
    """Nothing new for this listener up to here: keeps the line open and moves the place to come back to."""
    return b": here\nid: %d\n\n" % position
