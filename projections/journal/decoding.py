"""From log rows to the journal's columns: each type of event is read as what it can say, and nothing else."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any

import msgspec
import polars as pl

from ledger.catalogue.signal_names import COMPLIANCE_SIGNAL
from projections.journal.columns import (
    COMPLIANCE,
    FIELDS,
    JOURNAL_SCHEMA,
    LEDGER_STREAM,
    LOG_COLUMNS,
    MINOR,
    RECORD_KEEPING,
    LogRow,
)

ACKNOWLEDGED = "SignalAcknowledged"
ALWAYS = (*LOG_COLUMNS, "target", "moved_to")
ANY_TYPE = ""

Values = dict[str, list[Any]]


class Correction(msgspec.Struct, gc=False):
    """The data of a record-keeping event: which event it names and, for a correction, what replaces it."""

    event_id: str
    occurred_at: str | None = None
    data: msgspec.Raw = msgspec.Raw(b"{}")


_correction = msgspec.json.Decoder(Correction)


def journal_of(rows: Iterable[LogRow]) -> pl.DataFrame:
    """One row per customer event, ascending position, with those columns of JOURNAL_SCHEMA in which any says something.

    target: the event_id a record-keeping event names, else null; the payload of a correction is what replaces the
    original's data, and moved_to its new occurred_at as text, null where that stays. Rows of the ledger's own stream
    are left out, and so is what only the compliance role may know: it enters no answer. The columns of the log, target
    and moved_to are always there; `column` gives any other, full of nulls where nothing said it.
    """
    kept = for_everybody(row for row in rows if row[2] != LEDGER_STREAM)
    values: Values = defaultdict(lambda: [None] * len(kept))
    places = defaultdict[str, list[int]](list)
    for place, row in enumerate(kept):
        places[row[4]].append(place)
    for kind, where in places.items():
        texts = [kept[place][8] for place in where]
        if kind in RECORD_KEEPING:
            _say(values, where, _amended(values, where, texts), ANY_TYPE)
        else:
            _say(values, where, texts, kind)
    said = {name: pl.Series(name, found, dtype=JOURNAL_SCHEMA[name]) for name, found in values.items()}
    minor = {name: minor_units(said[of]) for of, name in MINOR.items() if of in said}
    nothing = {name: _nothing(name, len(kept)) for name in ("target", "moved_to") if name not in said}
    return pl.DataFrame({**_log_columns(kept), **nothing, **said, **minor})


def column(journal: pl.DataFrame, name: str) -> pl.Series:
    """A column of JOURNAL_SCHEMA, whether or not any row of this frame says something in it."""
    return journal.get_column(name) if name in journal.columns else _nothing(name, len(journal))


def minor_units(amounts: pl.Series) -> pl.Series:
    """Amounts without their point; they are stored with all digits of their currency."""
    return amounts.str.replace(".", "", literal=True).cast(pl.Int64)


def _nothing(name: str, size: int) -> pl.Series:
    return pl.repeat(None, size, dtype=JOURNAL_SCHEMA[name], eager=True)


def for_everybody(rows: Iterable[LogRow]) -> list[LogRow]:
    """Without what only the compliance role may know, and without what was recorded about that."""
    kept: list[LogRow] = []
    hidden: set[str] = set()
    for row in rows:
        if row[4] in _MAY_BE_HIDDEN and _is_hidden(row, hidden):
            hidden.add(row[1])
        else:
            kept.append(row)
    return kept


_MAY_BE_HIDDEN = {*COMPLIANCE, ACKNOWLEDGED, *RECORD_KEEPING}


def _is_hidden(row: LogRow, hidden: set[str]) -> bool:
    if row[4] in RECORD_KEEPING:
        return bool(hidden) and _correction.decode(row[8]).event_id in hidden
    return row[4] in COMPLIANCE or f'"{COMPLIANCE_SIGNAL}"' in row[8]


def _amended(values: Values, places: Sequence[int], texts: Sequence[str]) -> list[msgspec.Raw]:
    """Note which events are named and where they are moved to; what is said in their place."""
    corrections = [_correction.decode(text) for text in texts]
    target, moved_to = values["target"], values["moved_to"]
    for place, correction in zip(places, corrections, strict=True):
        target[place], moved_to[place] = correction.event_id, correction.occurred_at
    return [correction.data for correction in corrections]


def _say(values: Values, places: Sequence[int], texts: Sequence[str] | Sequence[msgspec.Raw], kind: str) -> None:
    """Enter what events of one type say at their places."""
    names, read = _reader(kind)
    if not names:
        return
    payloads = list(map(read, texts))
    for name in names:
        found = list(map(attrgetter(name), payloads))
        if found.count(None) < len(found):
            into, written = values[name], _WRITTEN.get(name)
            for place, value in zip(places, found, strict=True):
                if value is not None:
                    into[place] = value if written is None else written(value)


@cache
def _reader(kind: str) -> tuple[tuple[str, ...], Callable[[str | msgspec.Raw], Any]]:
    """The fields of a type (ANY_TYPE: of all, since a correction does not say what it corrects), and their decoder."""
    names = tuple(name for name, field in FIELDS.items() if kind == ANY_TYPE or kind in field.types)
    fields = [(name, FIELDS[name].reads | None, None) for name in names]
    return names, msgspec.json.Decoder(msgspec.defstruct("Payload", fields, gc=False)).decode


def _as_text(value: str | int | bool) -> str:
    """Text as it is, a number or a truth as JSON."""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _as_pairs(texts: dict[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "text": text} for name, text in texts.items()]


# How values are entered that the column cannot hold as they are.
_WRITTEN: dict[str, Callable[[Any], Any]] = {
    **{name: _as_text for name, field in FIELDS.items() if field.dtype == pl.String and field.reads is not str},
    **{name: _as_pairs for name, field in FIELDS.items() if field.reads == dict[str, str]},
}


def _log_columns(rows: Sequence[LogRow]) -> dict[str, pl.Series]:
    places = {"position": 0, "event_id": 1, "customer": 2, "type": 4, "occurred_at": 6, "recorded_at": 7}
    return {
        name: pl.Series(name, list(map(itemgetter(place), rows)), dtype=LOG_COLUMNS[name])
        for name, place in places.items()
    }
