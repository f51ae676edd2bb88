"""Record keeping made rule-abiding: corrections, retractions, restorations, and the order they force on a history."""

from collections.abc import Mapping
from typing import Any

from tests.laws.acts import DEPARTMENTS, LEVELS, Act
from tests.laws.documents import RECORD_KEEPING
from tests.laws.rules import Draft, Recorded, Situation, picked
from tests.laws.signal_dealings import CLOSINGS


def correct(now: Situation, act: Act) -> Draft | None:
    """Other figures, and perhaps another time. Never another id."""
    target = picked([r for r in now.standing() if r.draft.type not in RECORD_KEEPING], act)
    if target is None:
        return None
    data: dict[str, Any] = {"data": altered(now, target, act), "reason": "misread"}
    if act.say["move"] is not None:
        data["occurred_at"] = act.say["move"].instant(now.anchor, now.zone)
    return Draft(type="EventCorrected", data=data, target=target.document.name)


def altered(now: Situation, target: Recorded, act: Act) -> Mapping[str, Any]:
    data, other = dict(target.draft.data), act.say["other"]
    match target.draft.type:
        case "OrderPlaced" | "GoodsReturned" | "AnnualSpendEstimated":
            data.pop("lines", None)
            data["amount"], data["currency"] = now.money(act.say["amount"])
        case "ContactAdded" | "ContactChanged":
            data |= {"department": DEPARTMENTS[other], "level": LEVELS[other % 3]}
        case "SupplierEvaluationHeld":
            data["rank"] = 1 + other % 3
        case "TierAssigned":
            data["tier"] = "ABC"[other % 3]
        case "RelationshipEnded":
            data["by"] = ("us", "customer")[other % 2]
        case "RecoveryClosed":
            data["result"] = ("recovered", "given_up")[other % 2]
        case "BindingFormed":
            data.pop("ends_on", None)
        case "ComplaintResolved":
            data["satisfied"] = other % 2 == 0
        case "ContactLeft":
            data.pop("successor_id", None)
        case "CustomerRegistered":
            data |= {"owner_managed": other % 2 == 0, "currency": ("EUR", "JPY")[other % 2]}
    return data


def retract(now: Situation, act: Act) -> Draft | None:
    """Anything but the registration, which everything else rests on."""
    target = picked([r for r in now.standing() if r.draft.type not in (*RECORD_KEEPING, "CustomerRegistered")], act)
    return target and retraction_of(target)


def retraction_of(target: Recorded) -> Draft:
    return Draft(type="EventRetracted", data={"reason": "never happened"}, target=target.document.name)


def retract_keeping(now: Situation, act: Act) -> Draft | None:
    """A correction in force."""
    acts = [a for name, found in now.in_force.items() if now.stands(name) for a in found]
    target = picked([a for a in acts if a.draft.type == "EventCorrected"], act)
    return target and retraction_of(target)


def restore(now: Situation, act: Act) -> Draft | None:
    """What a correction or retraction took away, unless its subject went on without it."""
    touched = [r for r in now.recorded if may_be_restored(now, r)]
    target = picked(touched, act)
    return target and Draft(type="EventRestored", data={"reason": "it was right"}, target=target.document.name)


def may_be_restored(now: Situation, target: Recorded) -> bool:
    acts = now.in_force.get(target.document.name, ())
    if not acts or acts[-1].draft.type == "EventCorrected":
        return bool(acts)
    since = now.recorded[now.recorded.index(acts[-1]) + 1 :]
    went_on = any(subjects(later.draft) & subjects(target.draft) for later in since)
    return not went_on and may_follow(now, target.draft)


CLOSING = {
    "OrderCancelled": ("OrderPlaced", ("OrderCancelled", "OrderDelivered"), "order_id"),
    "OrderDelivered": ("OrderPlaced", ("OrderCancelled", "OrderDelivered"), "order_id"),
    "ContactLeft": ("ContactAdded", ("ContactLeft",), "contact_id"),
    "BindingEnded": ("BindingFormed", ("BindingEnded",), "binding_id"),
    "OpeningClosed": ("OpeningObserved", ("OpeningClosed",), "opening_id"),
    "QuotationDecided": ("QuotationSubmitted", ("QuotationDecided",), "quotation_id"),
    **CLOSINGS,
}
AFTER = {
    "ComplaintResolved": ((), "ComplaintResolved"),
    "ComplaintReopened": (("ComplaintResolved",), "ComplaintReopened"),
    "RelationshipEnded": ((), "RelationshipEnded"),
    "RelationshipResumed": (("RelationshipEnded",), "RelationshipResumed"),
}


def may_follow(now: Situation, draft: Draft) -> bool:
    """Whether the draft could be recorded now: its id is free, what it names stands, what it moves can be moved."""
    made = {r.draft.makes for r in now.standing()}
    if draft.makes in made - {None} or not set(draft.uses) <= made:
        return False
    if draft.moves is None:
        return True
    if draft.type in CLOSING:
        opening, closing, key = CLOSING[draft.type]
        return draft.data[key] in now.unclosed(opening, closing, key)
    steps = [r.draft.type for r in now.standing() if r.draft.moves == draft.moves]
    previous, itself = AFTER[draft.type]
    there = draft.moves == "relationship" or draft.moves in made
    return there and steps[-1:] != [itself] and (not previous or steps[-1:] == [*previous])


def subjects(draft: Draft) -> set[str]:
    return {subject for subject in (draft.makes, draft.moves, *draft.uses) if subject is not None}


def after(now: Situation, draft: Draft) -> frozenset[str]:
    """Names of all that must be recorded before this draft, whatever else is reordered: the registration; for a subject
    it mentions, what made it; for one it makes or moves, what moved it; what kept the record of any of these; and for
    record keeping itself, everything that touches the same subjects. Everything touches the registration."""
    found = {now.recorded[0].document.name} if now.recorded else set()
    target = original(now, draft.target)
    if target is not None and target is now.recorded[0]:
        return frozenset(r.document.name for r in now.recorded)
    touches = subjects(draft) if target is None else subjects(target.draft)
    if target is not None:
        found |= {target.document.name, draft.target or ""}
    for earlier in now.recorded:
        kept = original(now, earlier.draft.target)
        if kept is not None:
            binding = kept is target or bool(subjects(kept.draft) & touches)
        elif target is not None:
            binding = bool(subjects(earlier.draft) & touches)
        else:
            makes_or_moves = {earlier.draft.makes, earlier.draft.moves} - {None}
            binding = earlier.draft.makes in touches or bool(makes_or_moves & {draft.makes, draft.moves})
        if binding:
            found.add(earlier.document.name)
    return frozenset(found)


def original(now: Situation, name: str | None) -> Recorded | None:
    """The customer's event behind a target: the target itself, or what the correction it names corrects."""
    while name is not None:
        found = next(r for r in now.recorded if r.document.name == name)
        if found.draft.target is None:
            return found
        name = found.draft.target
    return None


KEEPING = {rule.__name__: rule for rule in (correct, retract, retract_keeping, restore)}
