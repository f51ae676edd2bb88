"""Acts behind the signals made rule-abiding: deliveries, money, stock, promises, voices, people, contracts."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from tests.laws.acts import Act
from tests.laws.rules import Draft, Rule, Situation, picked, some_contacts


def on(now: Situation, days: int) -> str:
    """A date so many days after the anchor."""
    return (now.anchor + timedelta(days=days)).isoformat()


def said(act: Act, *names: str) -> dict[str, Any]:
    """What the act says under these names."""
    return {name: act.say[name] for name in names if act.say[name] is not None}


def order_promised(now: Situation, act: Act) -> Draft:
    """Each product of it costs the same; the amount is stored beside the lines."""
    amount, currency = now.money(act.say["amount"])
    order_id, products = f"O{now.fresh}", act.say["products"]
    total = now.money(str(Decimal(amount) * max(len(products), 1)))[0]
    data: dict[str, Any] = {"order_id": order_id, "currency": currency, "amount": total}
    if products:
        data["lines"] = [{"product": product, "quantity": "1", "unit_price": amount} for product in products]
    data["promised_on"] = on(now, act.say["promised"])
    return Draft(type="OrderPlaced", data=data, makes=f"order:{order_id}")


def deliver_promised(now: Situation, act: Act) -> Draft | None:
    order_id = picked(now.unclosed("OrderPlaced", ["OrderCancelled", "OrderDelivered"], "order_id"), act)
    if order_id is None:
        return None
    data = {"order_id": order_id}
    if act.say["promised"] is not None:
        data["promised_on"] = on(now, act.say["promised"])
    return Draft(type="OrderDelivered", data=data, moves=f"order:{order_id}")


def invoice(now: Situation, act: Act) -> Draft:
    amount, currency = now.money(act.say["amount"], foreign=act.say["foreign"])
    data = {"invoice_id": f"I{now.fresh}", "amount": amount, "currency": currency, "due_on": on(now, act.say["due"])}
    return Draft(type="InvoiceIssued", data=data, makes=f"invoice:I{now.fresh}")


def pay(now: Situation, act: Act) -> Draft | None:
    """In full, all but a hundredth, half, or as a credit note."""
    issued = picked(now.standing("InvoiceIssued"), act)
    if issued is None:
        return None
    invoice_id, currency = issued.draft.data["invoice_id"], issued.draft.data["currency"]
    data = {"invoice_id": invoice_id, "amount": now.money(act.say["amount"])[0], "currency": currency}
    if act.say["full"] or now.money("1")[1] != currency:
        data["amount"] = issued.draft.data["amount"]
    return Draft(type=act.say["kind"], data=data, uses=(f"invoice:{invoice_id}",))


def report_stock(now: Situation, act: Act) -> Draft:
    data = {
        "month": on(now, -31 * act.say["back"])[:7],
        **said(act, "product", "opening", "purchased", "sold", "closing"),
    }
    return Draft(type="StockReported", data=data)


def grant(now: Situation, act: Act) -> Draft:
    concession_id = f"G{now.fresh}"
    data = {"concession_id": concession_id, **said(act, "kind", "size", "one_off")}
    if act.say["until"] is not None:
        data["until"] = on(now, act.say["until"])
    uses: tuple[str, ...] = ()
    order_id = picked(now.ids("OrderPlaced", "order_id"), act) if act.say["for_order"] else None
    if order_id is not None:
        data["order_id"], uses = order_id, (f"order:{order_id}",)
    return Draft(type="ConcessionGranted", data=data, makes=f"concession:{concession_id}", uses=uses)


def promise(now: Situation, act: Act) -> Draft:
    """A new one, or the date of an open one moved."""
    open_ones = now.unclosed("CommitmentMade", ["CommitmentKept"], "commitment_id") if act.say["again"] else []
    moved = picked(open_ones, act)
    commitment_id = moved or f"M{now.fresh}"
    data = {"commitment_id": commitment_id, "by": act.say["by"], "due_on": on(now, act.say["due"])}
    if moved is None:
        return Draft(type="CommitmentMade", data=data, makes=f"commitment:{commitment_id}")
    made = next(r for r in now.standing("CommitmentMade") if r.draft.data["commitment_id"] == moved)
    data["by"] = made.draft.data["by"]
    return Draft(type="CommitmentMade", data=data, moves=f"commitment:{commitment_id}")


def complain_of(now: Situation, act: Act) -> Draft:
    data = {"complaint_id": f"C{now.fresh}", **said(act, "severity", "category")}
    return Draft(type="ComplaintRaised", data=data, makes=f"complaint:C{now.fresh}")


def acknowledge(now: Situation, act: Act) -> Draft | None:
    complaint_id = picked(now.ids("ComplaintRaised", "complaint_id"), act)
    data = {"complaint_id": complaint_id}
    return complaint_id and Draft(type="ComplaintAcknowledged", data=data, uses=(f"complaint:{complaint_id}",))


def settle(now: Situation, act: Act) -> Draft | None:
    """An open complaint, with what the customer says of it."""
    steps = now.standing("ComplaintResolved", "ComplaintReopened")
    latest = {r.draft.data["complaint_id"]: r.draft.type for r in steps}
    open_ones = [c for c in now.ids("ComplaintRaised", "complaint_id") if latest.get(c) != "ComplaintResolved"]
    complaint_id = picked(open_ones, act)
    data = {"complaint_id": complaint_id, **said(act, "satisfied")}
    return complaint_id and Draft(type="ComplaintResolved", data=data, moves=f"complaint:{complaint_id}")


def voice(now: Situation, act: Act) -> Draft:
    """A survey, a score or an intent, of a contact or of nobody named."""
    contact_id = picked(now.ids("ContactAdded", "contact_id"), act) if act.say["named"] else None
    data: dict[str, Any] = {"contact_id": contact_id} if contact_id else {}
    if act.say["kind"] == "SatisfactionSurveyed":
        data["scores"] = [dict(score) for score in act.say["scores"]]
    else:
        data["score"] = act.say["scores"][0]["perceived"]
    uses = (f"contact:{contact_id}",) if contact_id else ()
    return Draft(type=act.say["kind"], data=data, uses=uses)


def add_person(now: Situation, act: Act) -> Draft:
    data = {"contact_id": f"K{now.fresh}", "name": "N", **said(act, "department", "level", "role", "influence")}
    return Draft(type="ContactAdded", data=data, makes=f"contact:K{now.fresh}")


def describe_person(now: Situation, act: Act) -> Draft | None:
    contact_id = picked(now.ids("ContactAdded", "contact_id"), act)
    found = said(act, "role", "influence")
    if contact_id is None or not found:
        return None
    return Draft(type="ContactChanged", data={"contact_id": contact_id} | found, uses=(f"contact:{contact_id}",))


def observe_attitude(now: Situation, act: Act) -> Draft | None:
    contact_id = picked(now.ids("ContactAdded", "contact_id"), act)
    data = {"contact_id": contact_id, "attitude": act.say["attitude"]}
    return contact_id and Draft(type="AttitudeObserved", data=data, uses=(f"contact:{contact_id}",))


def leave_to(now: Situation, act: Act) -> Draft | None:
    here = now.unclosed("ContactAdded", ["ContactLeft"], "contact_id")
    contact_id = picked(here, act)
    successor = picked([other for other in here if other != contact_id], act) if act.say["successor"] else None
    if contact_id is None:
        return None
    data = {"contact_id": contact_id} | ({"successor_id": successor} if successor else {})
    uses = (f"contact:{successor}",) if successor else ()
    return Draft(type="ContactLeft", data=data, moves=f"contact:{contact_id}", uses=uses)


def talk(now: Situation, act: Act) -> Draft | None:
    contact_ids = some_contacts(now, act)
    data: dict[str, Any] = {"contact_ids": contact_ids, **said(act, "our_people", "direction", "purpose")}
    return (
        Draft(type=act.say["kind"], data=data, uses=tuple(f"contact:{c}" for c in contact_ids)) if contact_ids else None
    )


def own(now: Situation, act: Act) -> Draft:
    return Draft(type=act.say["kind"], data=said(act, "owner"))


def review(now: Situation, act: Act) -> Draft:
    return Draft(type="AccountReviewed", data={})


def describe(now: Situation, act: Act) -> Draft:
    return Draft(type="ProfileChanged", data=dict.fromkeys(act.say["fields"], "x"))


def evaluate_fully(now: Situation, act: Act) -> Draft:
    return Draft(type="SupplierEvaluationHeld", data=said(act, "rank", "score", "delisted"))


def schedule_evaluation(now: Situation, act: Act) -> Draft:
    return Draft(type="SupplierEvaluationScheduled", data={"on": on(now, act.say["days"])})


def tender(now: Situation, act: Act) -> Draft:
    data = {"tender_id": f"T{now.fresh}", "due_on": on(now, act.say["due"]), **said(act, "open")}
    return Draft(type="TenderAnnounced", data=data, makes=f"tender:T{now.fresh}")


def see_opening(now: Situation, act: Act) -> Draft:
    data = {"opening_id": f"P{now.fresh}", "kind": "new_need", "origin": "created", "due_on": on(now, act.say["due"])}
    return Draft(type="OpeningObserved", data=data, makes=f"opening:P{now.fresh}")


def sign(now: Situation, act: Act) -> Draft:
    starts, length = act.say["starts"], act.say["length"]
    data = {"contract_id": f"V{now.fresh}", "starts_on": on(now, starts), "ends_on": on(now, starts + length)}
    return Draft(type="ContractSigned", data=data, makes=f"contract:V{now.fresh}")


def renew(now: Situation, act: Act) -> Draft | None:
    """Never to a day before it starts, whichever of its dates were corrected."""
    signed = picked(now.standing("ContractSigned"), act)
    if signed is None:
        return None
    data = {"contract_id": signed.draft.data["contract_id"]}
    data["ends_on"] = max(on(now, act.say["days"]), signed.draft.data["ends_on"])
    return Draft(type="ContractRenewed", data=data, uses=(f"contract:{data['contract_id']}",))


def acknowledge_signal(now: Situation, act: Act) -> Draft:
    data = said(act, "signal")
    if act.say["until"] is not None:
        data["until"] = on(now, act.say["until"])
    return Draft(type="SignalAcknowledged", data=data)


def closing(type_: str, opening: str, key: str, kind: str) -> Rule:
    """What closes something open."""

    def close(now: Situation, act: Act) -> Draft | None:
        found = picked(now.unclosed(opening, [type_], key), act)
        return found and Draft(type=type_, data={key: found}, moves=f"{kind}:{found}")

    return close


def opening(type_: str, key: str, kind: str, letter: str) -> Rule:
    """What opens something without saying more of it."""

    def open_(now: Situation, act: Act) -> Draft:
        return Draft(type=type_, data={key: f"{letter}{now.fresh}"}, makes=f"{kind}:{letter}{now.fresh}")

    return open_


CLOSINGS: Mapping[str, tuple[str, Sequence[str], str]] = {
    "CommitmentKept": ("CommitmentMade", ("CommitmentKept",), "commitment_id"),
    "RequestAnswered": ("RequestRaised", ("RequestAnswered",), "request_id"),
    "ConcessionWithdrawn": ("ConcessionGranted", ("ConcessionWithdrawn",), "concession_id"),
    "ContractEnded": ("ContractSigned", ("ContractEnded",), "contract_id"),
    "CommitmentMade": ("CommitmentMade", ("CommitmentKept",), "commitment_id"),
}

SIGNAL_DEALINGS: dict[str, Rule] = {
    **{
        rule.__name__: rule
        for rule in (
            order_promised,
            deliver_promised,
            invoice,
            pay,
            report_stock,
            grant,
            promise,
            complain_of,
            acknowledge,
            settle,
            voice,
            add_person,
            describe_person,
            observe_attitude,
            leave_to,
            talk,
            own,
            review,
            describe,
            evaluate_fully,
            schedule_evaluation,
            tender,
            see_opening,
            sign,
            renew,
            acknowledge_signal,
        )
    },
    "ask": opening("RequestRaised", "request_id", "request", "R"),
    "answer": closing("RequestAnswered", "RequestRaised", "request_id", "request"),
    "keep_promise": closing("CommitmentKept", "CommitmentMade", "commitment_id", "commitment"),
    "withdraw": closing("ConcessionWithdrawn", "ConcessionGranted", "concession_id", "concession"),
    "end_contract": closing("ContractEnded", "ContractSigned", "contract_id", "contract"),
}
