"""The columns of the journal: those of the log, and one per clear field of the catalogue.

A new field of an event needs nothing here. Personal fields and free text are never columns, nor is anything that only
the compliance role may know. A field has one column whatever types of event carry it, and one type: where two types of
event mean different kinds of value by one name, the column is text (`value`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import polars as pl
from pydantic import BaseModel

from ledger.catalogue import CATALOGUE, EventType
from ledger.catalogue.marks import how_to_write
from ledger.in_force import CORRECTED, RESTORED, RETRACTED
from ledger.ledger_stream import LEDGER_STREAM
from ledger.sweeping import MERGED, UNMERGED

LogRow = tuple[int, str, str, int, str, int, int, int, str]
"""position, event_id, stream, version, type, schema, occurred_at, recorded_at, data as stored (ledger.rows)."""

RECORD_KEEPING = (CORRECTED, RETRACTED, RESTORED)
MERGING = (MERGED, UNMERGED)  # read with the whole ledger and handed in (projections/merging.py)
COMPLIANCE = frozenset(kind.name for kind in CATALOGUE.values() if kind.confidential)

LOG_COLUMNS: dict[str, pl.DataType] = {
    "position": pl.Int64(),
    "event_id": pl.String(),
    "customer": pl.String(),
    "type": pl.String(),
    "occurred_at": pl.Int64(),
    "recorded_at": pl.Int64(),
}

TEXT, FLAG, NUMBER = pl.String(), pl.Boolean(), pl.Int64()
NAMED_TEXT = pl.Struct({"name": pl.String(), "text": pl.String()})

# Amounts stand twice: as they were written, and without their point, as an integer of the currency's minor units.
MINOR = {"amount": "amount_minor"}


@dataclass(frozen=True, kw_only=True)
class Field:
    """A clear field of some types of event. reads: what a stored value may be, for msgspec; how: as it is written."""

    name: str
    dtype: pl.DataType
    reads: Any
    types: tuple[str, ...]
    how: str


# Types and schemas that stand in the journal, and those of the compliance role, which have a gate of their own.
JOURNALED = frozenset(
    (kind.name, schema)
    for kind in CATALOGUE.values()
    if not kind.on_ledger and kind.name not in MERGING
    for schema in range(1, kind.schema + 1)
)


def recorded_here(kind: EventType) -> bool:
    """Whether events of this type have a payload in the journal: not those of the ledger, nor those about events."""
    return not (kind.on_ledger or kind.confidential or kind.name in RECORD_KEEPING or kind.name in MERGING)


def _stored(kind: EventType) -> Iterator[tuple[str, Any]]:
    """The clear fields of a type as they are stored, and their pydantic field; what a field brings in by itself
    (new_contacts) is stored as events of its own.
    """
    for name, field in kind.model.model_fields.items():
        model = _model(field.annotation)
        if name not in kind.sealed and not (model is not None and model.__name__ in CATALOGUE):
            yield name, field


def _model(annotation: Any) -> type[BaseModel] | None:
    """The model of the objects in a list."""
    inner = _bare(annotation)
    if get_origin(inner) is list:
        inner = _bare(get_args(inner)[0])
    return inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None


def _bare(annotation: Any) -> Any:
    """An annotation without its marks, and without None."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, UnionType):
            kept = [a for a in get_args(annotation) if a is not type(None)]
            if len(kept) > 1:
                return annotation
            annotation = kept[0]
        else:
            return annotation


def _column(annotation: Any) -> tuple[pl.DataType, Any]:
    """The type of the column that holds such values, and what msgspec reads them as."""
    bare = _bare(annotation)
    if bare is bool:
        return FLAG, bool
    if bare is int:
        return NUMBER, int
    if bare is str or get_origin(bare) is Literal:
        return TEXT, str
    if get_origin(bare) in (Union, UnionType):
        return TEXT, str | int | bool
    if get_origin(bare) is dict:
        return pl.List(NAMED_TEXT), dict[str, str]
    model = _model(bare)
    if model is not None:
        inner = {name: _column(field.annotation)[0] for name, field in model.model_fields.items()}
        return pl.List(pl.Struct(inner)), list[dict[str, Any]]
    if get_origin(bare) is list and _bare(get_args(bare)[0]) is str:
        return pl.List(TEXT), list[str]
    raise TypeError(f"no column can hold {annotation}")


def _fields() -> dict[str, Field]:
    found: dict[str, Field] = {}
    for kind in filter(recorded_here, CATALOGUE.values()):
        for name, field in _stored(kind):
            dtype, reads = _column(field.annotation)
            before = found.get(name)
            if before is not None and before.dtype != dtype:
                raise TypeError(f"{name} of {kind.name} is no {before.dtype}, as it is in {', '.join(before.types)}")
            found[name] = Field(
                name=name,
                dtype=dtype,
                reads=reads if before is None or before.reads == reads else before.reads | reads,
                types=(*(before.types if before else ()), kind.name),
                how=how_to_write(field) if before is None else before.how,
            )
    return found


FIELDS = _fields()
"""By name, in the order of the catalogue."""

PAYLOAD_COLUMNS: dict[str, pl.DataType] = {
    **{name: field.dtype for name, field in FIELDS.items()},
    **{name: NUMBER for of, name in MINOR.items() if of in FIELDS},
}

JOURNAL_SCHEMA: dict[str, pl.DataType] = {
    **LOG_COLUMNS,
    **PAYLOAD_COLUMNS,
    "target": pl.String(),
    "moved_to": pl.String(),
}

if clash := set(PAYLOAD_COLUMNS) & {*LOG_COLUMNS, "target", "moved_to", "c"}:
    raise TypeError(f"fields of events are called as columns of the log: {sorted(clash)}")

__all__ = ["LEDGER_STREAM"]
