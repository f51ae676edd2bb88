"""Acts made rule-abiding: what each becomes, given what has been recorded of the customer before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.laws.acts import Act
from tests.laws.documents import Document
from tests.oracle.money import DIGITS


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A document before it has a name and a time of recording.

    makes, moves, uses: subjects it brings into the world, steps on to another state, or merely mentions.
    """

    type: str
    data: Mapping[str, Any]
    makes: str | None = None
    moves: str | None = None
    uses: tuple[str, ...] = ()
    target: str | None = None


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A draft that was recorded, under its name."""

    draft: Draft
    document: Document


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What has been recorded of one customer so far.

    in_force: by name of a document, the corrections and retractions of it that act, oldest first. fresh: the number of
    a new id.
    """

    recorded: Sequence[Recorded]
    in_force: Mapping[str, Sequence[Recorded]]
    currency: str
    fresh: int
    anchor: date
    zone: ZoneInfo

    def stands(self, name: str) -> bool:
        return all(act.draft.type != "EventRetracted" for act in self.in_force.get(name, ()))

    def standing(self, *types: str) -> list[Recorded]:
        """types: none = all."""
        return [r for r in self.recorded if (not types or r.draft.type in types) and self.stands(r.document.name)]

    def ids(self, type_: str, key: str) -> list[str]:
        return [r.draft.data[key] for r in self.standing(type_)]

    def unclosed(self, opening: str, closing: Sequence[str], key: str) -> list[str]:
        closed = {r.draft.data[key] for r in self.standing(*closing)}
        return [found for found in self.ids(opening, key) if found not in closed]

    def money(self, amount: str, *, foreign: bool = False) -> tuple[str, str]:
        """The amount written with the digits of its currency, cut where it has none."""
        currency = ("USD" if self.currency != "USD" else "EUR") if foreign else self.currency
        whole, _, parts = amount.partition(".")
        digits = DIGITS[currency]
        return (f"{whole}.{(parts + '000')[:digits]}" if digits else whole), currency


Rule = Callable[[Situation, Act], Draft | None]


def picked(candidates: Sequence[Any], act: Act) -> Any:
    return candidates[act.pick % len(candidates)] if candidates else None


def order(now: Situation, act: Act) -> Draft:
    amount, currency = now.money(act.say["amount"], foreign=act.say["foreign"])
    order_id = f"O{now.fresh}"
    paid: dict[str, Any] = {"amount": amount}
    if act.say["lines"]:
        paid["lines"] = [{"product": "P", "quantity": "1", "unit_price": amount}]
    data = {"order_id": order_id, "currency": currency} | paid
    return Draft(type="OrderPlaced", data=data, makes=f"order:{order_id}")


def cancel(now: Situation, act: Act) -> Draft | None:
    order_id = picked(now.unclosed("OrderPlaced", ["OrderCancelled", "OrderDelivered"], "order_id"), act)
    return order_id and Draft(type="OrderCancelled", data={"order_id": order_id}, moves=f"order:{order_id}")


def deliver(now: Situation, act: Act) -> Draft | None:
    order_id = picked(now.unclosed("OrderPlaced", ["OrderCancelled", "OrderDelivered"], "order_id"), act)
    return order_id and Draft(type="OrderDelivered", data={"order_id": order_id}, moves=f"order:{order_id}")


def give_back(now: Situation, act: Act) -> Draft:
    amount, currency = now.money(act.say["amount"], foreign=act.say["foreign"])
    data = {"amount": amount, "currency": currency}
    order_id = picked(now.ids("OrderPlaced", "order_id"), act) if act.say["named"] else None
    if order_id is None:
        return Draft(type="GoodsReturned", data=data)
    return Draft(type="GoodsReturned", data=data | {"order_id": order_id}, uses=(f"order:{order_id}",))


def add_contact(now: Situation, act: Act) -> Draft:
    """Under the id of a retracted contact, where there is one."""
    here = now.ids("ContactAdded", "contact_id")
    freed = [r.draft.data["contact_id"] for r in now.recorded if r.draft.type == "ContactAdded"]
    again = [contact_id for contact_id in freed if contact_id not in here]
    contact_id = picked(again, act) or f"K{now.fresh}"
    data = {"contact_id": contact_id, "name": "N", "department": act.say["department"], "level": act.say["level"]}
    return Draft(type="ContactAdded", data=data, makes=f"contact:{contact_id}")


def change_contact(now: Situation, act: Act) -> Draft | None:
    contact_id = picked(now.ids("ContactAdded", "contact_id"), act)
    said = {key: value for key, value in act.say.items() if value is not None}
    if contact_id is None or not said:
        return None
    return Draft(type="ContactChanged", data={"contact_id": contact_id} | said, uses=(f"contact:{contact_id}",))


def leave(now: Situation, act: Act) -> Draft | None:
    contact_id = picked(now.unclosed("ContactAdded", ["ContactLeft"], "contact_id"), act)
    return contact_id and Draft(type="ContactLeft", data={"contact_id": contact_id}, moves=f"contact:{contact_id}")


def some_contacts(now: Situation, act: Act) -> list[str]:
    here = now.ids("ContactAdded", "contact_id")
    turned = [*here[act.pick % len(here) :], *here[: act.pick % len(here)]] if here else []
    return turned[: act.say["people"]]


def meet(now: Situation, act: Act) -> Draft | None:
    contact_ids = some_contacts(now, act)
    if not contact_ids:
        return None
    data: dict[str, Any] = {"contact_ids": contact_ids}
    if act.say["kind"] == "ValueDemonstrated":
        data["kind"] = "trial"
    return Draft(type=act.say["kind"], data=data, uses=tuple(f"contact:{c}" for c in contact_ids))


def meet_executives(now: Situation, act: Act) -> Draft:
    contact_ids = some_contacts(now, act)
    data = {"contact_ids": contact_ids, "our_executive": "Wei"}
    if not contact_ids and act.say["department"]:
        data["department"] = act.say["department"]
    return Draft(type="ExecutiveMeetingHeld", data=data, uses=tuple(f"contact:{c}" for c in contact_ids))


def estimate(now: Situation, act: Act) -> Draft:
    amount, currency = now.money(act.say["amount"], foreign=act.say["foreign"])
    data = {"amount": amount, "currency": currency}
    said = {key: act.say[key] for key in ("category", "open_share") if act.say[key] is not None}
    return Draft(type="AnnualSpendEstimated", data=data | said)


def assign_tier(now: Situation, act: Act) -> Draft:
    return Draft(type="TierAssigned", data=dict(act.say))


def change_profile(now: Situation, act: Act) -> Draft:
    return Draft(type="ProfileChanged", data=dict(act.say))


def evaluate(now: Situation, act: Act) -> Draft:
    return Draft(type="SupplierEvaluationHeld", data=dict(act.say))


def bind(now: Situation, act: Act) -> Draft:
    binding_id, ends_on = f"B{now.fresh}", act.say["ends_on"]
    data = {"binding_id": binding_id, "kind": act.say["kind"]}
    if ends_on is not None:
        formed_on = act.at.instant(now.anchor, now.zone).date()
        data["ends_on"] = max(now.anchor + timedelta(days=ends_on), formed_on).isoformat()
    return Draft(type="BindingFormed", data=data, makes=f"binding:{binding_id}")


def unbind(now: Situation, act: Act) -> Draft | None:
    binding_id = picked(now.unclosed("BindingFormed", ["BindingEnded"], "binding_id"), act)
    return binding_id and Draft(type="BindingEnded", data={"binding_id": binding_id}, moves=f"binding:{binding_id}")


def observe_opening(now: Situation, act: Act) -> Draft:
    data = {"opening_id": f"P{now.fresh}", "kind": "new_product", "origin": "awaited"}
    return Draft(type="OpeningObserved", data=data, makes=f"opening:P{now.fresh}")


def close_opening(now: Situation, act: Act) -> Draft | None:
    opening_id = picked(now.unclosed("OpeningObserved", ["OpeningClosed"], "opening_id"), act)
    data = {"opening_id": opening_id, "result": "missed"}
    return opening_id and Draft(type="OpeningClosed", data=data, moves=f"opening:{opening_id}")


def quote(now: Situation, act: Act) -> Draft:
    return Draft(type="QuotationSubmitted", data={"quotation_id": f"Q{now.fresh}"}, makes=f"quotation:Q{now.fresh}")


def decide_quotation(now: Situation, act: Act) -> Draft | None:
    quotation_id = picked(now.unclosed("QuotationSubmitted", ["QuotationDecided"], "quotation_id"), act)
    data = {"quotation_id": quotation_id, "result": ("lost", "lost", "won")[act.pick % 3]}
    return quotation_id and Draft(type="QuotationDecided", data=data, moves=f"quotation:{quotation_id}")


SEVERITIES = ("major", "minor", "critical")


def complain(now: Situation, act: Act) -> Draft:
    data = {"complaint_id": f"C{now.fresh}", "severity": SEVERITIES[act.pick % 3], "category": "paint"}
    return Draft(type="ComplaintRaised", data=data, makes=f"complaint:C{now.fresh}")


def resolve_or_reopen(now: Situation, act: Act) -> Draft | None:
    complaint_id = picked(now.ids("ComplaintRaised", "complaint_id"), act)
    if complaint_id is None:
        return None
    steps = now.standing("ComplaintResolved", "ComplaintReopened")
    latest = [r.draft.type for r in steps if r.draft.data["complaint_id"] == complaint_id][-1:]
    next_step = "ComplaintReopened" if latest == ["ComplaintResolved"] else "ComplaintResolved"
    return Draft(type=next_step, data={"complaint_id": complaint_id}, moves=f"complaint:{complaint_id}")


def see_rival(now: Situation, act: Act) -> Draft:
    scope = {"scope": act.say["scope"]} if act.say["scope"] else {}
    return Draft(type="CompetitorActivityObserved", data={"rival": "R", "kind": act.say["kind"]} | scope)


def agree_rhythm(now: Situation, act: Act) -> Draft:
    return Draft(type="ContactRhythmAgreed", data={"kind": act.say["kind"], "every_days": act.say["every"]})


def end(now: Situation, act: Act) -> Draft | None:
    if [r.draft.type for r in now.standing("RelationshipEnded", "RelationshipResumed")][-1:] == ["RelationshipEnded"]:
        return None
    return Draft(type="RelationshipEnded", data=dict(act.say), moves="relationship")


def resume(now: Situation, act: Act) -> Draft | None:
    if [r.draft.type for r in now.standing("RelationshipEnded", "RelationshipResumed")][-1:] != ["RelationshipEnded"]:
        return None
    return Draft(type="RelationshipResumed", data={}, moves="relationship")


def close_recovery(now: Situation, act: Act) -> Draft:
    return Draft(type="RecoveryClosed", data=dict(act.say))


DEALINGS: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        order,
        cancel,
        deliver,
        give_back,
        add_contact,
        change_contact,
        leave,
        meet,
        meet_executives,
        estimate,
        assign_tier,
        change_profile,
        evaluate,
        bind,
        unbind,
        observe_opening,
        close_opening,
        quote,
        decide_quotation,
        complain,
        resolve_or_reopen,
        see_rival,
        agree_rhythm,
        end,
        resume,
        close_recovery,
    )
}

INSTEAD: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "cancel": ("order", {"amount": "100", "foreign": False, "lines": False}),
    "change_contact": ("add_contact", {"department": "Quality", "level": "executive"}),
    "leave": ("add_contact", {"department": "Logistics", "level": "middle"}),
    "meet": ("add_contact", {"department": "Purchasing", "level": "operational"}),
    "unbind": ("bind", {"kind": "equity", "ends_on": None}),
    "close_opening": ("observe_opening", {}),
    "decide_quotation": ("quote", {}),
    "resolve_or_reopen": ("complain", {}),
    "end": ("resume", {}),
    "resume": ("end", {"by": "customer"}),
}
