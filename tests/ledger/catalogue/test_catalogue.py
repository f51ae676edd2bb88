"""Every type of the catalogue: what it is called, changes, needs, names and seals."""

from typing import Any

import pytest

from ledger.canonical import canonical
from ledger.catalogue import CATALOGUE, normalise, type_named
from ledger.errors import Invalid, UnknownType
from tests.ledger.catalogue.examples import EXAMPLES

PERSONAL = {"name", "email", "phone", "birthday", "interests", "communication", "achievements"}
NOTES = {"topics", "outcome", "next_step"}

# type: (group, subject of its example, references of its example, people it is about, sealed fields)
TABLE: dict[str, tuple[str, str | None, tuple[str, ...], tuple[str, ...], set[str]]] = {
    "CustomerRegistered": ("file", "customer", (), (), set()),
    "ProfileChanged": ("file", None, (), (), set()),
    "OwnerAssigned": ("file", None, (), (), set()),
    "TierAssigned": ("file", None, (), (), set()),
    "AnnualSpendEstimated": ("file", None, (), (), set()),
    "CustomersMerged": ("file", "customer", (), (), {"reason"}),
    "CustomersUnmerged": ("file", "customer", (), (), {"reason"}),
    "AccountReviewed": ("file", None, (), (), {"failings", "gains", "next_steps"}),
    "NoteAdded": ("file", None, ("contact:K-7",), ("K-7",), {"text"}),
    "ContactAdded": ("people", "contact:K-7", ("contact:K-1",), ("K-7",), PERSONAL),
    "ContactChanged": ("people", None, ("contact:K-7", "contact:K-1"), ("K-7",), PERSONAL),
    "ContactLeft": ("people", "contact:K-7", ("contact:K-7", "contact:K-8"), ("K-7",), set()),
    "AttitudeObserved": ("people", None, ("contact:K-7",), ("K-7",), set()),
    "ReportingLineSet": ("people", None, ("contact:K-7", "contact:K-1"), ("K-7",), set()),
    "VisitMade": ("contact", None, ("contact:K-7", "contact:K-8"), ("K-7", "K-8"), NOTES),
    "CallMade": ("contact", None, ("contact:K-7", "contact:K-8"), ("K-7", "K-8"), NOTES),
    "MessageExchanged": ("contact", None, ("contact:K-7", "contact:K-8"), ("K-7", "K-8"), NOTES),
    "ExecutiveMeetingHeld": ("contact", None, ("contact:K-1",), ("K-1",), {"outcome", "topics"}),
    "ValueDemonstrated": ("contact", None, ("contact:K-7",), ("K-7",), {"text"}),
    "CommitmentMade": ("contact", "commitment:P-1", (), (), {"text"}),
    "CommitmentKept": ("contact", "commitment:P-1", ("commitment:P-1",), (), set()),
    "ContactRhythmAgreed": ("contact", None, (), (), set()),
    "RequestRaised": ("contact", "request:R-1", ("contact:K-7",), ("K-7",), {"text"}),
    "RequestAnswered": ("contact", "request:R-1", ("request:R-1",), (), {"text"}),
    "OpeningObserved": ("opening", "opening:O-1", (), (), {"heard_from", "text"}),
    "OpeningClosed": ("opening", "opening:O-1", ("opening:O-1",), (), set()),
    "QuotationSubmitted": ("opening", "quotation:Q-1", ("opening:O-1",), (), set()),
    "QuotationDecided": ("opening", "quotation:Q-1", ("quotation:Q-1",), (), {"reason"}),
    "TenderAnnounced": ("opening", "tender:T-1", (), (), set()),
    "OrderPlaced": ("trade", "order:SO/88213", (), (), set()),
    "OrderCancelled": ("trade", "order:SO/88213", ("order:SO/88213",), (), {"reason"}),
    "OrderDelivered": ("trade", "order:SO/88213", ("order:SO/88213",), (), set()),
    "GoodsReturned": ("trade", None, ("order:SO/88213",), (), {"reason"}),
    "InvoiceIssued": ("trade", "invoice:I/1", (), (), set()),
    "CreditNoteIssued": ("trade", "invoice:I/1", ("invoice:I/1",), (), set()),
    "PaymentReceived": ("trade", "invoice:I/1", ("invoice:I/1",), (), set()),
    "StockReported": ("trade", "stock:2025-03:P/1", (), (), set()),
    "ConcessionGranted": ("trade", "concession:X-1", ("order:SO/88213",), (), set()),
    "ConcessionWithdrawn": ("trade", "concession:X-1", ("concession:X-1",), (), set()),
    "ComplaintRaised": ("complaint", "complaint:CP-1", ("contact:K-7",), ("K-7",), {"description"}),
    "ComplaintAcknowledged": ("complaint", "complaint:CP-1", ("complaint:CP-1",), (), set()),
    "ComplaintResolved": ("complaint", "complaint:CP-1", ("complaint:CP-1",), (), {"resolution"}),
    "ComplaintReopened": ("complaint", "complaint:CP-1", ("complaint:CP-1",), (), set()),
    "SatisfactionSurveyed": ("voice", None, ("contact:K-7",), ("K-7",), set()),
    "RecommendationScored": ("voice", None, ("contact:K-7",), ("K-7",), set()),
    "RepurchaseIntentStated": ("voice", None, ("contact:K-7",), ("K-7",), set()),
    "ReferralMade": ("voice", None, ("contact:K-7",), ("K-7",), {"to"}),
    "NeedObserved": ("voice", None, ("contact:K-7",), ("K-7",), {"text"}),
    "CustomerGoalAgreed": ("voice", "goal:G-1", (), (), {"text"}),
    "CustomerGoalReached": ("voice", "goal:G-1", ("goal:G-1",), (), set()),
    "CompetitorActivityObserved": ("rivalry", None, (), (), set()),
    "RivalPositionObserved": ("rivalry", None, (), (), {"strengths", "weaknesses"}),
    "SupplierEvaluationHeld": ("rivalry", None, (), (), set()),
    "SupplierEvaluationScheduled": ("rivalry", None, (), (), set()),
    "ContractSigned": ("binding", "contract:V-1", (), (), set()),
    "ContractRenewed": ("binding", "contract:V-1", ("contract:V-1",), (), set()),
    "ContractEnded": ("binding", "contract:V-1", ("contract:V-1",), (), set()),
    "BindingFormed": ("binding", "binding:B-1", (), (), set()),
    "BindingEnded": ("binding", "binding:B-1", ("binding:B-1",), (), set()),
    "SignalAcknowledged": ("risk work", None, (), (), {"note"}),
    "RecoveryActionTaken": ("risk work", None, (), (), {"objective", "subjective"}),
    "RecoveryClosed": ("risk work", None, (), (), {"reason"}),
    "RelationshipEnded": ("risk work", "relationship", (), (), {"reason"}),
    "RelationshipResumed": ("risk work", "relationship", (), (), {"reason"}),
    "OverrideSet": ("risk work", "override:risk", (), (), {"reason"}),
    "OverrideCleared": ("risk work", "override:risk", ("override:risk",), (), set()),
    "ComplianceConcernRaised": ("risk work", "concern:N-1", (), (), {"text"}),
    "ComplianceConcernClosed": ("risk work", "concern:N-1", ("concern:N-1",), (), {"outcome"}),
    "EventCorrected": ("record keeping", "event:0195-1", (), ("K-7",), {"reason"}),
    "EventRetracted": ("record keeping", "event:0195-1", (), (), {"reason"}),
    "EventRestored": ("record keeping", "event:0195-1", (), (), {"reason"}),
    "ImportReverted": ("record keeping", "batch:b-1", (), (), {"reason"}),
    "PersonalDataErased": ("record keeping", None, (), (), {"reason"}),
    "PolicyPublished": ("record keeping", "policy", (), (), set()),
    "LedgerRestored": ("record keeping", None, (), (), set()),
    "ImportFinished": ("record keeping", None, (), (), set()),
}
ON_LEDGER = {"ImportReverted", "PersonalDataErased", "PolicyPublished", "LedgerRestored", "ImportFinished"}
CONFIDENTIAL = {"ComplianceConcernRaised", "ComplianceConcernClosed"}


def test_the_table_and_the_examples_cover_the_catalogue() -> None:
    assert list(CATALOGUE) == list(TABLE) == list(EXAMPLES)


@pytest.mark.parametrize("name", CATALOGUE)
def test_each_type_says_what_it_changes_needs_names_and_seals(name: str) -> None:
    group, subject, references, people, sealed = TABLE[name]
    kind, data = CATALOGUE[name], EXAMPLES[name]
    assert kind.name == name
    assert kind.schema == 1
    assert kind.group == group
    assert kind.subject(data) == subject
    assert kind.references(data) == references
    assert kind.people(data) == people
    assert kind.sealed == sealed
    assert kind.on_ledger == (name in ON_LEDGER)
    assert kind.confidential == (name in CONFIDENTIAL)


@pytest.mark.parametrize("name", CATALOGUE)
def test_the_normal_form_is_taken_as_it_is_and_can_be_stored(name: str) -> None:
    data = normalise(name, EXAMPLES[name])
    assert data == EXAMPLES[name]
    assert normalise(name, data) == data
    assert canonical(data)


@pytest.mark.parametrize("name", CATALOGUE)
def test_optional_fields_that_are_null_are_left_out(name: str) -> None:
    fields = CATALOGUE[name].model.model_fields
    optional = {field.alias or key for key, field in fields.items() if not field.is_required()}
    bare = {key: value for key, value in EXAMPLES[name].items() if key not in optional}
    nulls = dict.fromkeys(optional - {"contact_ids"}, None)
    try:
        assert normalise(name, bare | nulls) == normalise(name, bare)
    except Invalid as refused:
        # Some need one of their optional fields: with nulls as without.
        with pytest.raises(Invalid, match=r".*") as again:
            normalise(name, bare)
        assert again.value.problems == refused.problems  # noqa: PT017


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_required_field_is_asked_for_by_name(name: str) -> None:
    fields = CATALOGUE[name].model.model_fields
    required = {field.alias or key for key, field in fields.items() if field.is_required()}
    for missing in required:
        with pytest.raises(Invalid) as refused:
            normalise(name, {key: value for key, value in EXAMPLES[name].items() if key != missing})
        assert f"/data/{missing}" in {problem.pointer for problem in refused.value.problems}


def test_an_unknown_type_gets_a_suggestion() -> None:
    with pytest.raises(UnknownType, match='did you mean "OrderPlaced"'):
        type_named("OrderPlased")
    for odd in ("", "x" * 10_000, None, 1, ["OrderPlaced"]):
        with pytest.raises(UnknownType, match="guanxi schema"):
            type_named(odd)


def problems(name: str, data: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        normalise(name, data)
    return {problem.pointer: problem.remedy for problem in refused.value.problems}


def test_all_problems_are_told_at_once_each_with_its_place_and_remedy() -> None:
    found = problems("OrderPlaced", {"oder_id": "x", "amount": 12.5, "currency": "cny", "promised_on": "soon"})
    assert found == {
        "/data/oder_id": 'did you mean "order_id"?',
        "/data/amount": 'write it as a string such as "12500.00"',
        "/data/currency": 'write "CNY"',
        "/data/promised_on": 'write a date such as "2025-03-14"',
        "/data/order_id": 'add it: a code such as "SO-88213"',
    }


def test_a_problem_within_a_list_is_placed_within_the_list() -> None:
    lines = [*EXAMPLES["OrderPlaced"]["lines"], {"product": "x", "quantity": "0", "price": "1"}]
    found = problems("OrderPlaced", {"order_id": "x", "currency": "CNY", "lines": lines})
    assert set(found) == {"/data/lines/2/quantity", "/data/lines/2/unit_price", "/data/lines/2/price"}
    assert found["/data/lines/2/price"] == 'did you mean "unit_price"?'
