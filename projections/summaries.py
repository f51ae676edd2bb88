"""One sentence per event, for people who read a timeline."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ledger.upcasting import UPCASTING
from projections.summaries_in_chinese import TELL as TELL_IN_CHINESE
from projections.words import Language

Data = Mapping[str, Any]
Names = Mapping[str, str]

_TRUTHS = ("true", "false")  # as text too: so they stand in a column of the journal


def summary(kind: str, schema: int, data: Data, names: Names, language: Language = "en") -> str:
    """names: contact_id -> name, for the contacts that have one; what only a later version can read is named alone."""
    table, stop = (_TELL, ".") if language == "en" else (TELL_IN_CHINESE, "。")
    tell = table.get(kind) if UPCASTING.understands(kind, schema) else None
    sentence = tell(data, names) if tell else kind
    return sentence if sentence.endswith(stop) else sentence + stop


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
    if isinstance(value, bool) or value in _TRUTHS:
        return "yes" if value in (True, "true") else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{k}: {v}" for k, v in value.items())
    return str(value).replace("_", " ")


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


def _colon(data: Data, field: str) -> str:
    return f": {data[field]}" if data.get(field) else ""


def _side(data: Data) -> str:
    return "We" if data["by"] == "us" else "The customer"


def _by(data: Data, names: Names) -> str:
    return f", says {_person(data, names)}" if data.get("contact_id") else ""


def _reporting_line(data: Data, names: Names) -> str:
    superior = data.get("reports_to")
    return f"{_person(data, names)} reports to {names.get(superior, superior) if superior else 'nobody'}"


def _stock(data: Data, _: Names) -> str:
    return f"Stock of {data['product']} in {data['month']}: {data['sold']} sold, {data['closing']} left"


def _surveyed(data: Data, names: Names) -> str:
    asked = ", ".join(str(score["dimension"]) for score in data["scores"])
    return f"Satisfaction surveyed{_by(data, names)}: {asked}"


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
    "OwnerAssigned": lambda data, _: f"Owner is now {data['owner']}",
    "CustomersMerged": lambda data, _: f"Merged into {data['into']}{_with(data, 'reason')}",
    "CustomersUnmerged": lambda data, _: f"Merge undone{_with(data, 'reason')}",
    "AccountReviewed": lambda data, _: f"Account reviewed{_with(data, 'period')}{_colon(data, 'next_steps')}",
    "NoteAdded": lambda data, _: f"Note{_colon(data, 'text')}",
    "ReportingLineSet": _reporting_line,
    "AttitudeObserved": lambda data, names: f"{_person(data, names)} is {data['attitude']}",
    "CommitmentMade": lambda data, _: f"{_side(data)} promised by {data['due_on']}{_colon(data, 'text')}",
    "CommitmentKept": _about("Commitment", "commitment_id", "kept"),
    "ContactRhythmAgreed": lambda data, _: f"Rhythm agreed: {data['kind']} every {data['every_days']} days",
    "RequestRaised": _about("Request", "request_id", "raised", "text"),
    "RequestAnswered": _about("Request", "request_id", "answered", "text"),
    "TenderAnnounced": _about("Tender", "tender_id", "announced", "due_on", "scope"),
    "InvoiceIssued": lambda data, _: f"Invoice {data['invoice_id']}: {_money(data)}, due on {data['due_on']}",
    "CreditNoteIssued": lambda data, _: f"Credit note for invoice {data['invoice_id']}: {_money(data)}",
    "PaymentReceived": lambda data, _: f"Payment for invoice {data['invoice_id']}: {_money(data)}",
    "StockReported": _stock,
    "ConcessionGranted": _about("Concession", "concession_id", "granted", "kind", "size", "until"),
    "ConcessionWithdrawn": _about("Concession", "concession_id", "withdrawn"),
    "ComplaintAcknowledged": _about("Complaint", "complaint_id", "acknowledged"),
    "SatisfactionSurveyed": _surveyed,
    "RecommendationScored": lambda data, names: f"Would recommend us: {data['score']} of 10{_by(data, names)}",
    "RepurchaseIntentStated": lambda data, names: f"Will buy again: {data['score']} of 10{_by(data, names)}",
    "ReferralMade": lambda data, names: f"Referred us{_with(data, 'to')}{_by(data, names)}",
    "CustomerGoalAgreed": _about("Goal", "goal_id", "agreed", "text", "due_on"),
    "CustomerGoalReached": _about("Goal", "goal_id", "reached"),
    "NeedObserved": lambda data, _: (
        f"Need of the {data['subject']}: {_plain(data['level'])}{_with(data, 'aspect', 'met')}"
    ),
    "CompetitorActivityObserved": lambda data, _: f"{data['rival']} is active{_with(data, 'kind', 'lever', 'scope')}",
    "RivalPositionObserved": lambda data, _: f"{data['rival']} is {data['role']} supplier{_with(data, 'share')}",
    "SupplierEvaluationScheduled": lambda data, _: f"Supplier evaluation will be on {data['on']}",
    "ContractSigned": lambda data, _: (
        f"Contract {data['contract_id']} signed, {data['starts_on']} to {data['ends_on']}"
    ),
    "ContractRenewed": lambda data, _: f"Contract {data['contract_id']} renewed to {data['ends_on']}",
    "ContractEnded": _about("Contract", "contract_id", "ended"),
    "SignalAcknowledged": lambda data, _: f"Signal {data['signal']} acknowledged{_with(data, 'until', 'note')}",
    "RecoveryActionTaken": lambda data, _: f"Recovery: {_plain(data['kind'])}{_with(data, 'owner', 'due_on')}",
    "OverrideSet": lambda data, _: f"Override: {data['field']} is {_plain(data['value'])} until {data['expires_on']}",
    "OverrideCleared": lambda data, _: f"Override of {data['field']} cleared",
    "ComplianceConcernRaised": _about("Compliance concern", "concern_id", "raised"),
    "ComplianceConcernClosed": _about("Compliance concern", "concern_id", "closed"),
}


def told_types(language: Language = "en") -> frozenset[str]:
    """The types that have a sentence of their own."""
    return frozenset(_TELL if language == "en" else TELL_IN_CHINESE)
