"""Event documents: from bytes or values to an interaction, or to every problem at once."""

from collections.abc import Callable, Mapping
from datetime import tzinfo
from typing import Any, ParamSpec, TypeVar

from ledger.catalogue import EventType, Reading, normalise, type_named
from ledger.catalogue.problems import did_you_mean, escaped
from ledger.codes import read_customer, read_id
from ledger.errors import GuanxiError, Invalid, Problem, UnknownType
from ledger.interaction import Interaction
from ledger.strict_json import parse_json
from ledger.times import check_range, format_instant, read_instant

__all__ = ["parse_json", "read_document"]

P = ParamSpec("P")
T = TypeVar("T")

_FIELDS = ("customer", "type", "occurred_at", "source", "external_id", "recorded_at", "data")
_KNOWN = frozenset(_FIELDS)
_REQUIRED = {
    "customer": 'add it: a customer\'s code such as "C-1042"',
    "type": 'add it: a type of the catalogue such as "OrderPlaced"',
    "occurred_at": 'add it: an instant such as "2025-03-14T10:00:00+08:00"',
    "data": "add it: an object with the fields of the type",
}


def read_document(raw: bytes | Mapping[str, Any], *, zone: tzinfo, now: int, restoring: bool = False) -> Interaction:
    """The interaction a document describes, validated and normalised; otherwise an error with every problem found.

    zone: where a date alone begins. now: microseconds; nothing may have occurred more than 5 minutes later.
    restoring: lines must carry their recorded_at, which no longer may lie ahead; otherwise they must not.
    """
    document = parse_json(raw) if isinstance(raw, bytes) else raw
    if not isinstance(document, Mapping):
        raise Invalid("an event document must be a JSON object", 'write {"customer": ..., "type": ..., ...}')
    try:
        return _read(document, zone, now, restoring)
    except GuanxiError:
        raise _every_problem(document, zone, now, restoring) from None


def _read(document: Mapping[str, Any], zone: tzinfo, now: int, restoring: bool) -> Interaction:
    """Part by part; refused at the first that cannot be read."""
    if not document.keys() <= _KNOWN:
        raise Invalid("an event document has no such field", "leave it out")
    kind = _required(document, "type", _document_type)
    recorded_at = _recorded_at(document, zone, now, restoring)
    occurred_at = _occurred_at(document, zone, now if recorded_at is None else recorded_at)
    source, external_id = _origin(document)
    return Interaction(
        customer=_required(document, "customer", read_customer),
        type=kind.name,
        schema=kind.schema,
        occurred_at=occurred_at,
        data=_data(document, kind, Reading(zone=zone, now=now, occurred_at=occurred_at)),
        source=source,
        external_id=external_id,
        recorded_at=recorded_at,
    )


def _every_problem(document: Mapping[str, Any], zone: tzinfo, now: int, restoring: bool) -> GuanxiError:
    """The same parts once more, each whatever is wrong with the others."""
    problems = [_unknown(name) for name in document if name not in _KNOWN]
    _part(problems, _required, document, "customer", read_customer)
    kind = _part(problems, _required, document, "type", _document_type)
    recorded_at = _part(problems, _recorded_at, document, zone, now, restoring)
    occurred_at = _part(problems, _occurred_at, document, zone, now if recorded_at is None else recorded_at)
    _part(problems, _origin, document)
    _part(problems, _data, document, kind, Reading(zone=zone, now=now, occurred_at=occurred_at))
    unknown_type = next((problem for problem in problems if problem.code == UnknownType.code), None)
    first = unknown_type or problems[0]
    error = Invalid if unknown_type is None else UnknownType
    return error(first.message, first.remedy, first.pointer, tuple(problems))


def _part(problems: list[Problem], read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
    """What a reader reads; what it refuses goes to the problems, so that the other parts are read as well."""
    try:
        return read(*args, **kwargs)
    except GuanxiError as error:
        problems.extend(error.problems)
        return None


def _required(document: Mapping[str, Any], name: str, read: Callable[..., T]) -> T:
    if name not in document:
        raise Invalid(f'"{name}" is missing', _REQUIRED[name], f"/{name}")
    return read(document[name], pointer=f"/{name}")


def _document_type(name: object, *, pointer: str) -> EventType:
    kind = type_named(name, pointer=pointer)
    if kind.on_ledger:
        raise Invalid(f"{kind.name} is written by the ledger itself", "leave this line out", pointer)
    return kind


def _occurred_at(document: Mapping[str, Any], zone: tzinfo, now: int) -> int:
    if "occurred_at" not in document:
        raise Invalid('"occurred_at" is missing', _REQUIRED["occurred_at"], "/occurred_at")
    us = read_instant(document["occurred_at"], zone, pointer="/occurred_at")
    check_range(us, now, "/occurred_at", zone=zone)
    return us


def _recorded_at(document: Mapping[str, Any], zone: tzinfo, now: int, restoring: bool) -> int | None:
    given = document.get("recorded_at")
    if not restoring:
        if given is None:
            return None
        raise Invalid(
            "recorded_at is set by the ledger",
            "leave it out; `guanxi import --restore` keeps it, `--ignore-recorded-at` drops it",
            "/recorded_at",
        )
    if given is None:
        raise Invalid('"recorded_at" is missing', "add it, or import without --restore", "/recorded_at")
    us = read_instant(given, zone, pointer="/recorded_at")
    if us > now:
        raise Invalid(f"{format_instant(us)} lies in the future", "a past is restored; check the year", "/recorded_at")
    return us


def _origin(document: Mapping[str, Any]) -> tuple[str | None, str | None]:
    source, external_id = document.get("source"), document.get("external_id")
    source = None if source is None else read_id(source, pointer="/source")
    external_id = None if external_id is None else read_id(external_id, pointer="/external_id")
    if external_id is not None and source is None:
        raise Invalid("an external_id means nothing without its source", 'add "source", such as "erp"', "/source")
    return source, external_id


def _data(document: Mapping[str, Any], kind: EventType | None, reading: Reading) -> dict[str, Any]:
    if "data" not in document:
        raise Invalid('"data" is missing', _REQUIRED["data"], "/data")
    data = document["data"]
    if not isinstance(data, Mapping):
        raise Invalid("the data must be an object", 'write them as {"order_id": "SO-88213", ...}', "/data")
    return {} if kind is None else normalise(kind.name, data, reading=reading)


def _unknown(name: object) -> Problem:
    close = did_you_mean(name, _FIELDS) if isinstance(name, str) else None
    remedy = f'did you mean "{close}"?' if close else "fields of the event itself stand inside data"
    return Problem(pointer=f"/{escaped(name)}", message="an event document has no such field", remedy=remedy)
