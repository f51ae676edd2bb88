"""Corrections, retractions, restorations: which may be made of which event."""

from collections.abc import Mapping
from typing import Any

from ledger.catalogue import CATALOGUE
from ledger.errors import GuanxiError, Problem, RuleBroken, UnknownReference
from ledger.in_force import CORRECTED, RETRACTED
from ledger.interaction import Interaction
from ledger.rules.acts import RECORD_KEEPING, as_corrected, is_retracted, with_act
from ledger.rules.admission import admit, admit_change
from ledger.rules.case import Case
from ledger.rules.decision import Decision
from ledger.rules.happened import Happened
from ledger.rules.merging import MERGING
from ledger.rules.recorded_form import as_recorded
from ledger.rules.state import Relationship


def decide_record_keeping(state: Relationship, interaction: Interaction, target: Happened | None) -> Decision:
    """The event of record keeping as it is recorded; UnknownReference, Invalid or RuleBroken where it cannot be."""
    place = "/data/of" if "of" in interaction.data else "/data/event_id"
    if target is None or target.stream != interaction.customer:
        raise UnknownReference(
            "no such event is recorded for this customer", "look it up with `guanxi timeline` or `guanxi events`", place
        )
    target = _as_target(target, place)
    if interaction.type == CORRECTED:
        return _correction(state, interaction, target, place)
    if interaction.type == RETRACTED:
        check_retraction(state, target, place)
        flags: tuple[str, ...] = ()
    else:
        flags = restore(state, target, place)
    return Decision(events=(as_recorded(interaction, target),), flags=flags)


def _as_target(target: Happened, place: str) -> Happened:
    understood = target.understood()
    if understood is None:
        raise RuleBroken(
            f"this is a {target.type} of schema {target.schema}, recorded by a later version", "upgrade Guanxi", place
        )
    if target.type in MERGING:
        raise RuleBroken(f"a {target.type} is undone by the other of its kind", "merge or unmerge again", place)
    if target.reverted:
        raise RuleBroken("the import that brought this event is reverted", "record the event anew", place)
    return understood


def _correction(state: Relationship, interaction: Interaction, target: Happened, place: str) -> Decision:
    check_correction(state, target, place)
    recorded = as_recorded(interaction, target)
    _check_ids(target, recorded.data["data"])
    changed = as_corrected(with_act({}, _about_to_happen(recorded)), target)
    return Decision(events=(recorded,), flags=admit_change(_case(state, changed or target, "/data/data")))


def _case(state: Relationship, event: Happened, pointer: str = "/data") -> Case:
    return Case(
        state=state,
        type=event.type,
        data=event.data,
        occurred_at=event.occurred_at,
        pointer=pointer,
        changes=event.event_id,
    )


def _about_to_happen(interaction: Interaction) -> Happened:
    return Happened(
        event_id="not recorded yet",
        type=interaction.type,
        data=interaction.data,
        occurred_at=interaction.occurred_at,
        position=0,
        stream=interaction.customer,
        schema=interaction.schema,
    )


def check_correction(state: Relationship, target: Happened, place: str) -> None:
    """Of an original event of the same customer that is not retracted; its ids stay. The latest correction wins."""
    if target.type in RECORD_KEEPING:
        raise RuleBroken(
            f"this names an {target.type}, not an original event",
            "correct the original again: of several corrections the latest wins",
            place,
        )
    if is_retracted(state.acts, target.event_id):
        raise RuleBroken("this event is retracted", "restore it first, or record it anew", place)


def _check_ids(target: Happened, data: Mapping[str, Any]) -> None:
    """Ids are what other events hold on to: none appears, changes or goes."""
    problems = tuple(
        Problem(
            pointer=f"/data/data/{field}",
            code=RuleBroken.code,
            message=f"{field} cannot be corrected",
            remedy="leave it as it was recorded, or retract the event and record it anew",
        )
        for field in CATALOGUE[target.type].identity
        if _as_set(target.data.get(field)) != _as_set(data.get(field))
    )
    if problems:
        raise RuleBroken(problems[0].message, problems[0].remedy, problems[0].pointer, problems)


def _as_set(ids: str | list[str] | None) -> frozenset[str]:
    return frozenset((ids,)) if isinstance(ids, str) else frozenset(ids or ())


def check_retraction(state: Relationship, target: Happened, place: str) -> None:
    """Of an original event that is not retracted, or of a correction in force. Its ids are free again."""
    if target.type == CORRECTED:
        standing = state.acts.get(target.data["event_id"], ())
        if not any(act.event_id == target.event_id for act in standing):
            raise RuleBroken("this correction is no longer in force", "there is nothing to retract", place)
    elif target.type in RECORD_KEEPING:
        raise RuleBroken(
            f"an {target.type} cannot be retracted", "restore or retract the original event instead", place
        )
    elif is_retracted(state.acts, target.event_id):
        raise RuleBroken("this event is retracted already", "there is nothing to retract", place)


def restore(state: Relationship, target: Happened, place: str) -> tuple[str, ...]:
    """Of an original event that is corrected or retracted, unless another one has taken its place since."""
    if target.type in RECORD_KEEPING:
        raise RuleBroken(f"this names an {target.type}", "name the original event", place)
    standing = state.acts.get(target.event_id, ())
    if not standing:
        raise RuleBroken("this event stands as it was recorded", "there is nothing to restore", place)
    back = _case(state, as_corrected({target.event_id: standing[:-1]}, target) or target)
    try:
        return admit(back) if standing[-1].type == RETRACTED else admit_change(back)
    except GuanxiError as error:
        raise RuleBroken(
            f"it cannot come back: {error.message}", "retract what took its place first, or leave it", place
        ) from None
