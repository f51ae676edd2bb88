"""The event catalogue: every type of interaction, its fields, and what follows from them.

CATALOGUE["OrderPlaced"].subject(data)     # "order:SO-88213"
normalise("OrderPlaced", data)             # the stored values, or Invalid with every problem
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from ledger.catalogue import (
    binding,
    complaint,
    compliance,
    concession,
    contact,
    contract,
    file,
    invoice,
    ledger_itself,
    merging,
    opening,
    override,
    people,
    promises,
    record_keeping,
    risk_work,
    rivalry,
    stock,
    trade,
    voice,
)
from ledger.catalogue.frame import EventType, Stored, event_type
from ledger.catalogue.problems import did_you_mean, problems_of
from ledger.catalogue.reading import Reading
from ledger.errors import Invalid, UnknownType

__all__ = ["CATALOGUE", "EventType", "Reading", "Stored", "normalise", "type_named"]

_BODIES = (
    file.CustomerRegistered,
    file.ProfileChanged,
    file.OwnerAssigned,
    file.TierAssigned,
    file.AnnualSpendEstimated,
    merging.CustomersMerged,
    merging.CustomersUnmerged,
    file.AccountReviewed,
    contact.NoteAdded,
    people.ContactAdded,
    people.ContactChanged,
    people.ContactLeft,
    people.AttitudeObserved,
    people.ReportingLineSet,
    contact.VisitMade,
    contact.CallMade,
    contact.MessageExchanged,
    contact.ExecutiveMeetingHeld,
    contact.ValueDemonstrated,
    promises.CommitmentMade,
    promises.CommitmentKept,
    promises.ContactRhythmAgreed,
    promises.RequestRaised,
    promises.RequestAnswered,
    opening.OpeningObserved,
    opening.OpeningClosed,
    opening.QuotationSubmitted,
    opening.QuotationDecided,
    opening.TenderAnnounced,
    trade.OrderPlaced,
    trade.OrderCancelled,
    trade.OrderDelivered,
    trade.GoodsReturned,
    invoice.InvoiceIssued,
    invoice.CreditNoteIssued,
    invoice.PaymentReceived,
    stock.StockReported,
    concession.ConcessionGranted,
    concession.ConcessionWithdrawn,
    complaint.ComplaintRaised,
    complaint.ComplaintAcknowledged,
    complaint.ComplaintResolved,
    complaint.ComplaintReopened,
    voice.SatisfactionSurveyed,
    voice.RecommendationScored,
    voice.RepurchaseIntentStated,
    voice.ReferralMade,
    voice.NeedObserved,
    voice.CustomerGoalAgreed,
    voice.CustomerGoalReached,
    rivalry.CompetitorActivityObserved,
    rivalry.RivalPositionObserved,
    rivalry.SupplierEvaluationHeld,
    rivalry.SupplierEvaluationScheduled,
    contract.ContractSigned,
    contract.ContractRenewed,
    contract.ContractEnded,
    binding.BindingFormed,
    binding.BindingEnded,
    risk_work.SignalAcknowledged,
    risk_work.RecoveryActionTaken,
    risk_work.RecoveryClosed,
    risk_work.RelationshipEnded,
    risk_work.RelationshipResumed,
    override.OverrideSet,
    override.OverrideCleared,
    compliance.ComplianceConcernRaised,
    compliance.ComplianceConcernClosed,
    record_keeping.EventCorrected,
    record_keeping.EventRetracted,
    record_keeping.EventRestored,
    ledger_itself.ImportReverted,
    ledger_itself.PersonalDataErased,
    ledger_itself.PolicyPublished,
    ledger_itself.LedgerRestored,
    ledger_itself.ImportFinished,
)

# In the order of domain.md, which is the order in which `guanxi schema` lists them.
CATALOGUE: Mapping[str, EventType] = MappingProxyType({body.stored.name: event_type(body) for body in _BODIES})

_PLAIN = Reading()


def type_named(name: object, *, pointer: str = "/type") -> EventType:
    """The type with this stored name, else UnknownType."""
    if isinstance(name, str) and name in CATALOGUE:
        return CATALOGUE[name]
    close = did_you_mean(name, list(CATALOGUE)) if isinstance(name, str) else None
    remedy = f'did you mean "{close}"?' if close else "`guanxi schema` lists the types"
    raise UnknownType("this type of event is not in the catalogue", remedy, pointer)


def normalise(
    type_name: str, data: Mapping[str, Any], *, reading: Reading = _PLAIN, pointer: str = "/data"
) -> dict[str, Any]:
    """The data as they are stored, in plaintext; Invalid with every problem, each with its pointer, otherwise.

    Fields that say nothing are left out, money and decimals are strings in one form, codes are in NFC.
    """
    kind = type_named(type_name)
    try:
        body = kind.model.model_validate(data if isinstance(data, dict) else dict(data), context=reading)
    except ValidationError as error:
        problems = problems_of(error, kind.model, kind.name, pointer)
        first = problems[0]
        raise Invalid(first.message, first.remedy, first.pointer, problems) from None
    return body.as_stored()
