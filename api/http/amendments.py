"""Corrections and retractions as they are sent: about an event that the address names."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import tzinfo
from typing import Any

from ledger.catalogue.problems import escaped
from ledger.document import read_document
from ledger.errors import GuanxiError, Invalid, Problem, RuleBroken
from ledger.interaction import Interaction
from ledger.recorded import RecordedEvent
from ledger.times import format_instant

_FIELDS = {"EventCorrected": ("data", "occurred_at", "reason"), "EventRetracted": ("reason",)}
_LEDGER_STREAM = "$ledger"


def said_in(body: Mapping[str, Any], type_name: str) -> Mapping[str, Any]:
    """What the body says; Invalid for fields it may not have. Null says nothing."""
    fields = _FIELDS[type_name]
    problems = tuple(
        Problem(
            pointer=f"/{escaped(name)[:60]}",
            message="this body has no such field",
            remedy=f"its fields are {', '.join(fields)}",
        )
        for name in body
        if name not in fields
    )
    if problems:
        raise Invalid(problems[0].message, problems[0].remedy, problems[0].pointer, problems)
    return {name: value for name, value in body.items() if value is not None}


def read_amendment(
    type_name: str, original: RecordedEvent, said: Mapping[str, Any], *, zone: tzinfo, now: int
) -> Interaction:
    """The interaction for the customer whom the original is about; it happens now. Errors: see `as_sent`."""
    if original.stream == _LEDGER_STREAM:
        raise RuleBroken(
            f"event {original.position} is the ledger's own {original.type}",
            "only what happened with a customer can be corrected",
        )
    document = {
        "customer": original.stream,
        "type": type_name,
        "occurred_at": format_instant(now),
        "data": {"event_id": original.event_id, **said},
    }
    return read_document(document, zone=zone, now=now)


def as_sent(error: GuanxiError) -> GuanxiError:
    """The same error with pointers into the body that was sent, which is the data of what was recorded."""
    problems = tuple(replace(problem, pointer=_as_sent(problem)) for problem in error.problems)
    return type(error)(error.message, error.remedy, problems[0].pointer, problems)


def _as_sent(problem: Problem) -> str:
    """What the address says has no place in the body."""
    if problem.pointer in ("/data/event_id", "/data/of"):
        return ""
    return problem.pointer.removeprefix("/data")
