"""The log as typed columns, without personal data: what every projection reads."""

from collections.abc import Iterable, Sequence
from operator import attrgetter, itemgetter
from typing import Any

import msgspec
import polars as pl

LogRow = tuple[int, str, str, int, str, int, int, int, str]
"""position, event_id, stream, version, type, schema, occurred_at, recorded_at, data as stored (ledger.rows)."""

LOG_COLUMNS: dict[str, pl.DataType] = {
    "position": pl.Int64(),
    "event_id": pl.String(),
    "customer": pl.String(),
    "type": pl.String(),
    "occurred_at": pl.Int64(),
    "recorded_at": pl.Int64(),
}

# One line per field of `data` that a projection reads; fields of one name have one type in the whole catalogue.
PAYLOAD_COLUMNS: dict[str, tuple[Any, pl.DataType]] = {
    "name": (str, pl.String()),
    "owner": (str, pl.String()),
    "owner_managed": (bool, pl.Boolean()),
    "tier": (str, pl.String()),
    "basis": (str, pl.String()),
    "amount": (str, pl.String()),
    "currency": (str, pl.String()),
    "category": (str, pl.String()),
    "open_share": (str, pl.String()),
    "order_id": (str, pl.String()),
    "contact_id": (str, pl.String()),
    "contact_ids": (list[str], pl.List(pl.String())),
    "department": (str, pl.String()),
    "level": (str, pl.String()),
    "rank": (int, pl.Int64()),
    "binding_id": (str, pl.String()),
    "kind": (str, pl.String()),
    "ends_on": (str, pl.String()),
    "by": (str, pl.String()),
    "result": (str, pl.String()),
    "opening_id": (str, pl.String()),
    "quotation_id": (str, pl.String()),
    "complaint_id": (str, pl.String()),
    "severity": (str, pl.String()),
    "rival": (str, pl.String()),
    "scope": (str, pl.String()),
    "signal": (str, pl.String()),
    "until": (str, pl.String()),
    "every_days": (int, pl.Int64()),
}

Payload = msgspec.defstruct(
    "Payload", [(name, kind | None, None) for name, (kind, _) in PAYLOAD_COLUMNS.items()], gc=False
)


class Correction(msgspec.Struct, gc=False):
    """The data of a record-keeping event: which event it names and, for a correction, what replaces it."""

    event_id: str
    occurred_at: str | None = None
    data: Payload | None = None  # type: ignore[valid-type]


CORRECTED, RETRACTED, RESTORED = "EventCorrected", "EventRetracted", "EventRestored"
RECORD_KEEPING = (CORRECTED, RETRACTED, RESTORED)
COMPLIANCE = frozenset(("ComplianceConcernRaised", "ComplianceConcernClosed"))
LEDGER_STREAM = "$ledger"

_payload = msgspec.json.Decoder(Payload)
_correction = msgspec.json.Decoder(Correction)
_nothing = Payload()


def journal_of(rows: Iterable[LogRow]) -> pl.DataFrame:
    """Columns LOG_COLUMNS, PAYLOAD_COLUMNS, `target` and `moved_to`, one row per customer event, ascending position.

    target: the event_id a record-keeping event names, else null; the payload of a correction is what replaces the
    original's data, and moved_to its new occurred_at as text, null where that stays. Rows of the ledger's own stream
    are left out, and so is what only the compliance role may know: it enters no answer. Empty input gives the same
    columns with no rows.
    """
    kept = [row for row in rows if row[2] != LEDGER_STREAM and row[4] not in COMPLIANCE]
    payloads: list[Any] = []
    targets: list[str | None] = []
    moved: list[str | None] = []
    for row in kept:
        if row[4] in RECORD_KEEPING:
            correction = _correction.decode(row[8])
            payloads.append(correction.data or _nothing)
            targets.append(correction.event_id)
            moved.append(correction.occurred_at)
        else:
            payloads.append(_payload.decode(row[8]))
            targets.append(None)
            moved.append(None)
    return pl.DataFrame(
        {
            **_log_columns(kept),
            **{name: list(map(attrgetter(name), payloads)) for name in PAYLOAD_COLUMNS},
            "target": targets,
            "moved_to": moved,
        },
        schema=JOURNAL_SCHEMA,
    )


JOURNAL_SCHEMA: dict[str, pl.DataType] = {
    **LOG_COLUMNS,
    **{name: dtype for name, (_, dtype) in PAYLOAD_COLUMNS.items()},
    "target": pl.String(),
    "moved_to": pl.String(),
}


def _log_columns(rows: Sequence[LogRow]) -> dict[str, list[Any]]:
    places = {"position": 0, "event_id": 1, "customer": 2, "type": 4, "occurred_at": 6, "recorded_at": 7}
    return {name: list(map(itemgetter(place), rows)) for name, place in places.items()}
