"""One sentence per event, for people who read a timeline."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Data = Mapping[str, Any]
Names = Mapping[str, str]


def summary(kind: str, data: Data, names: Names) -> str:
    """names: contact_id -> name, for the contacts that have one; an unknown type is named as it is stored."""
    tell = _TELL.get(kind)
    sentence = tell(data, names) if tell else kind
    return sentence if sentence.endswith(".") else sentence + "."


def _people(data: Data, names: Names) -> str:
    return _listed([names.get(c, c) for c in data.get("contact_ids", ())]) or str(
        data.get("department", "nobody named")
    )


def _person(data: Data, names: Names) -> str:
    contact = str(data["contact_id"])
    return names.get(contact, contact)


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _with(data: Data, *fields: str) -> str:
    """The fields that are there, in brackets."""
    said = [str(data[f]).replace("_", " ") for f in fields if data.get(f) not in (None, "")]
    return f" ({', '.join(said)})" if said else ""


def _money(data: Data) -> str:
    return f"{data['currency']} {data['amount']}" if data.get("amount") is not None else "no amount"


def _registered(data: Data, _: Names) -> str:
    return f"{data['name']} registered{_with(data, 'industry', 'country', 'owner')}"


def _changed(data: Data, _: Names) -> str:
    return "Profile changed: " + "; ".join(f"{k.replace('_', ' ')} is {_plain(v)}" for k, v in data.items())


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(f"{k}: {v}" for k, v in value.items()) if isinstance(value, Mapping) else str(value)


def _estimated(data: Data, _: Names) -> str:
    category = f" in {data['category']}" if data.get("category") else ""
    barred = f", {data['open_share']} of it open to us" if data.get("open_share") else ""
    return f"Buys {_money(data)} a year{category}, as estimated{barred}"


def _contact_added(data: Data, names: Names) -> str:
    return f"Contact {data.get('name', data['contact_id'])} added{_with(data, 'department', 'level', 'role')}"


def _contact_changed(data: Data, names: Names) -> str:
    fields = [f.replace("_", " ") for f in data if f != "contact_id"]
    return f"{_person(data, names)}: {_listed(fields)} changed{_with(data, 'department', 'level')}"


def _contact_left(data: Data, names: Names) -> str:
    successor = data.get("successor_id")
    return f"{_person(data, names)} left" + (f"; {names.get(successor, successor)} succeeds" if successor else "")


def _touch(what: str) -> Callable[[Data, Names], str]:
    def tell(data: Data, names: Names) -> str:
        outcome = f": {data['outcome']}" if data.get("outcome") else ""
        return f"{what} {_people(data, names)}{_with(data, 'purpose', 'direction')}{outcome}"

    return tell


def _executive_meeting(data: Data, names: Names) -> str:
    return f"Executive meeting: {data['our_executive']} with {_people(data, names)}{_with(data, 'where')}"


def _order(data: Data, _: Names) -> str:
    lines = data.get("lines")
    count = f", {len(lines)} line{'s' if len(lines) != 1 else ''}" if lines else ""
    return f"Order {data['order_id']}: {_money(data)}{count}"


def _about(what: str, field: str, done: str, *more: str) -> Callable[[Data, Names], str]:
    """ "Order SO-1 cancelled (reason)": what, the id in `field`, what happened, and further fields in brackets."""
    return lambda data, _: f"{what} {data[field]} {done}{_with(data, *more)}"


def _returned(data: Data, _: Names) -> str:
    return f"Goods returned: {_money(data)}{_with(data, 'order_id', 'reason')}"


def _evaluated(data: Data, _: Names) -> str:
    of = f" of {data['suppliers']}" if data.get("suppliers") else ""
    dropped = ", delisted" if data.get("delisted") else ""
    return f"Supplier evaluation: rank {data['rank']}{of}{dropped}"


def _quoted(data: Data, _: Names) -> str:
    return f"Quotation {data['quotation_id']} submitted: {_money(data)}"


def _decided(data: Data, _: Names) -> str:
    amount = f": {_money(data)}" if data.get("amount") is not None else ""
    return f"Quotation {data['quotation_id']} {data['result']}{amount}{_with(data, 'rival', 'reason')}"


_TELL: Mapping[str, Callable[[Data, Names], str]] = {
    "CustomerRegistered": _registered,
    "ProfileChanged": _changed,
    "AnnualSpendEstimated": _estimated,
    "TierAssigned": lambda data, _: f"Tier {data['tier']} assigned{_with(data, 'basis')}",
    "ContactAdded": _contact_added,
    "ContactChanged": _contact_changed,
    "ContactLeft": _contact_left,
    "ValueDemonstrated": lambda data, names: f"Value shown to {_people(data, names)}{_with(data, 'kind')}",
    "VisitMade": _touch("Visit with"),
    "CallMade": _touch("Call with"),
    "MessageExchanged": _touch("Message with"),
    "ExecutiveMeetingHeld": _executive_meeting,
    "OrderPlaced": _order,
    "OrderCancelled": _about("Order", "order_id", "cancelled", "reason"),
    "OrderDelivered": _about("Order", "order_id", "delivered"),
    "GoodsReturned": _returned,
    "ComplaintRaised": _about("Complaint", "complaint_id", "raised", "severity", "category", "description"),
    "ComplaintResolved": _about("Complaint", "complaint_id", "resolved", "resolution"),
    "ComplaintReopened": _about("Complaint", "complaint_id", "reopened"),
    "SupplierEvaluationHeld": _evaluated,
    "BindingFormed": _about("Binding", "binding_id", "formed", "kind", "ends_on"),
    "BindingEnded": _about("Binding", "binding_id", "ended"),
    "RelationshipEnded": lambda data, _: f"Relationship ended by {data['by']}{_with(data, 'cause', 'reason')}",
    "RelationshipResumed": lambda data, _: f"Relationship resumed{_with(data, 'reason')}",
    "RecoveryClosed": lambda data, _: f"Recovery closed{_with(data, 'result', 'reason')}",
    "QuotationSubmitted": _quoted,
    "QuotationDecided": _decided,
    "OpeningObserved": _about("Opening", "opening_id", "observed", "kind", "origin", "due_on"),
    "OpeningClosed": _about("Opening", "opening_id", "closed", "result"),
}


def told_types() -> frozenset[str]:
    """The types that have a sentence of their own."""
    return frozenset(_TELL)
