"""Whether an event may follow what is recorded: what it names must be there, and the thing it moves must be movable."""

from collections.abc import Iterator, Mapping
from typing import Any

from ledger.catalogue import CATALOGUE, EventType
from ledger.errors import AlreadyRegistered, Problem, RuleBroken, UnknownReference
from ledger.rules.case import Case
from ledger.rules.checks import CHECKS
from ledger.rules.state import Relationship
from ledger.rules.steps import RECORDED_BY, STEPS


def admit(case: Case) -> tuple[str, ...]:
    """The flags with which a new event is recorded, each once; or UnknownReference, AlreadyRegistered, RuleBroken.

    It is asked whether things are recorded, not when they occurred: late facts are normal.
    """
    kind = CATALOGUE[case.type]
    flags: list[str] = []
    if kind.refers:
        _check_references(case.state, kind, case.data, case.pointer)
        flags += _people_gone(case.state, kind, case.data, case.occurred_at)
    flags += _step(case.state, kind, case.data, case.occurred_at, case.pointer)
    if check := CHECKS.get(case.type):
        flags += check(case)
    return tuple(dict.fromkeys(flags)) if flags else ()


def admit_change(case: Case) -> tuple[str, ...]:
    """The same for new data of an event that stays where it is in the life of its thing."""
    check = CHECKS.get(case.type)
    return tuple(dict.fromkeys(check(case))) if check else ()


def _check_references(state: Relationship, kind: EventType, data: Mapping[str, Any], pointer: str) -> None:
    missing = [
        Problem(
            pointer=place,
            code=UnknownReference.code,
            message=f'{what} "{name}" is not recorded for this customer',
            remedy=f"record its {RECORDED_BY[what]} first, or correct the id",
        )
        for what, name, place in _named(kind, data, pointer)
        if state.fact(f"{what}:{name}") is None
    ]
    if missing:
        raise UnknownReference(missing[0].message, missing[0].remedy, missing[0].pointer, tuple(missing))


def _named(kind: EventType, data: Mapping[str, Any], pointer: str) -> Iterator[tuple[str, str, str]]:
    """Kind, id and place of everything the event refers to."""
    for field, what in kind.refers:
        value = data.get(field)
        if isinstance(value, str):
            yield what, value, f"{pointer}/{field}"
        elif value:
            yield from ((what, name, f"{pointer}/{field}/{number}") for number, name in enumerate(value))


def _people_gone(state: Relationship, kind: EventType, data: Mapping[str, Any], occurred_at: int) -> Iterator[str]:
    """Somebody takes part although he had left by then: possible, but doubtful."""
    for what, name, _ in _named(kind, data, ""):
        fact = state.fact(f"{what}:{name}") if what == "contact" else None
        if fact is not None and fact.state == "left" and fact.latest.occurred_at < occurred_at:
            yield "contact_left"


def _step(
    state: Relationship, kind: EventType, data: Mapping[str, Any], occurred_at: int, pointer: str
) -> Iterator[str]:
    step, subject = STEPS.get(kind.name), kind.subject(data)
    if step is None or subject is None:
        return
    what, _, name = subject.partition(":")
    place = f"{pointer}/{kind.about}" if kind.about else "/customer"
    fact = state.fact(subject)
    current = None if fact is None else fact.state
    if current is not None and current in step.refused:
        raise RuleBroken(
            f'{what} "{name}" {step.refused[current]}',
            "if that was recorded by mistake, retract or correct it; otherwise leave this out",
            place,
        )
    if step.records and current is not None and current not in step.again:
        raise _recorded_already(what, name, place)
    if current in step.doubtful:
        yield step.doubtful[current]
    if step.follows and fact is not None and occurred_at < fact.origin.occurred_at:
        yield f"before_{what}"


def _recorded_already(what: str, name: str, place: str) -> AlreadyRegistered:
    if what == "customer":
        return AlreadyRegistered(
            "this customer is registered already", "record what is new as ProfileChanged, or correct the first", place
        )
    return AlreadyRegistered(
        f'{what} "{name}" is recorded already for this customer',
        "give another id; or correct the first, or retract it and record it anew",
        place,
    )
