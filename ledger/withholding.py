"""Events that only the compliance role may know of: concerns, and whatever is said about them."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from ledger.catalogue import CATALOGUE
from ledger.reading import Reading
from ledger.recorded import RecordedEvent
from ledger.relationship import RECORD_KEEPING

LATER = "ComplianceConcern"  # what a later version may add to the two types of this one


def withheld(reading: Reading, events: Iterable[RecordedEvent]) -> frozenset[str]:
    """The event_ids of those that nobody else may see. A correction, retraction or restoration is what its original is,
    however many lie between."""
    found: set[str] = set()
    about: dict[str, str] = {}
    for event in events:
        _sort(event.event_id, event.type, event.data, found, about)
    while about:
        rows = reading.by_event_id(set(about.values()))
        deeper: dict[str, str] = {}
        for event_id, target in about.items():
            if row := rows.get(target):
                _sort(event_id, row.topic, orjson.loads(row.state), found, deeper)
        about = deeper
    return frozenset(found)


def _sort(event_id: str, kind: str, data: Mapping[str, Any], found: set[str], about: dict[str, str]) -> None:
    """Whether what `event_id` is, or is about, is withheld at once, or hangs on yet another event."""
    if kind in RECORD_KEEPING:
        if target := data.get("event_id"):
            about[event_id] = target
    elif for_compliance_only(kind, data):
        found.add(event_id)


def for_compliance_only(kind: str, data: Mapping[str, Any]) -> bool:
    """Of an event that is about no other one."""
    known = CATALOGUE.get(kind)
    return kind.startswith(LATER) if known is None else known.for_compliance_only(data)
