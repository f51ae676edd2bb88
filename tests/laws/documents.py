"""A random history as documents to record, and the same as events for the oracle."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.oracle.effective import Event
from tests.oracle.merging import LEDGER

SOURCE = "laws"
RECORD_KEEPING = ("EventCorrected", "EventRetracted", "EventRestored")


@dataclass(frozen=True, kw_only=True)
class Document:
    """One interaction with a time of recording.

    name: its external_id, unique in the history. target: the name of the document that a record-keeping one acts on.
    batch: the import that brings it. needs: names of the documents that must be recorded before it, whatever else is
    reordered.
    """

    name: str
    customer: str
    type: str
    occurred_at: datetime
    recorded_at: datetime
    data: Mapping[str, Any]
    target: str | None = None
    batch: str | None = None
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class History:
    """documents: by recorded_at, which no two share. anchor: the date the boundaries were laid around."""

    documents: tuple[Document, ...]
    zone: ZoneInfo
    anchor: date

    @property
    def customers(self) -> list[str]:
        return sorted({d.customer for d in self.documents} - {LEDGER})

    def __repr__(self) -> str:
        """Readable where a law fails: one line per document."""
        stamp = "%Y-%m-%d %H:%M:%S.%f"
        lines = [
            f"  {d.customer} {d.name} {d.type} {d.occurred_at:{stamp}} recorded {d.recorded_at:{stamp}}"
            f" {d.target or ''} {dict(d.data)} {d.batch or ''}"
            for d in self.documents
        ]
        return "\n".join([f"History around {self.anchor} in {self.zone.key}", *lines])


def zulu(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def line(document: Document, *, recorded: bool = False) -> dict[str, Any]:
    """The event document as a file or request holds it. recorded: with recorded_at, for restoring."""
    data = dict(document.data)
    if document.target is not None:
        data["of"] = {"source": SOURCE, "external_id": document.target}
    if "occurred_at" in data:
        data["occurred_at"] = zulu(data["occurred_at"])
    written: dict[str, Any] = {
        "customer": document.customer,
        "type": document.type,
        "occurred_at": zulu(document.occurred_at),
        "source": SOURCE,
        "external_id": document.name,
        "data": data,
    }
    return written | {"recorded_at": zulu(document.recorded_at)} if recorded else written


def as_events(documents: Sequence[Document]) -> list[Event]:
    """What the oracle reads: positions in the order given, names for event ids."""
    return [
        {
            "position": position,
            "event_id": d.name,
            "customer": d.customer,
            "type": d.type,
            "occurred_at": d.occurred_at,
            "recorded_at": d.recorded_at,
            "batch": d.batch,
            "data": dict(d.data) | ({"event_id": d.target} if d.target else {}),
        }
        for position, d in enumerate(documents, start=1)
    ]
