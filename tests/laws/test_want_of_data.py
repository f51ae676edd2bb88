"""Law: no signal but of group data fires for want of data: without a whole type of event there is none that was not."""

from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections import answers
from projections.parameters import Parameters, parameters_of
from projections.signals import all_signals
from projections.views.book_slices import count_book
from tests.laws.clocks import clocks
from tests.laws.documents import RECORD_KEEPING, History
from tests.laws.effort import effort, long_run
from tests.laws.memory_log import MemoryLog
from tests.laws.smallest import must_hold
from tests.laws.strategies import dates_asked, histories

GROUPS = {signal.name: signal.group for signal in all_signals()}

# What ends or excuses a signal by its definition: without such an event it stands because of those that are there.
CONTACT = {"VisitMade", "CallMade", "MessageExchanged", "ExecutiveMeetingHeld", "ValueDemonstrated"}
ENDED_BY = {
    "complaint_unacknowledged": {"ComplaintAcknowledged", "ComplaintResolved"},
    "complaint_open": {"ComplaintResolved"},
    "complaint_unsatisfied": {"ComplaintReopened"},
    "complaint_repeated": {"OrderPlaced"},
    "late_deliveries": {"OrderDelivered"},
    "promise_broken": {"CommitmentKept"},
    "request_open": {"RequestAnswered"},
    "satisfaction_gap": {"SatisfactionSurveyed", "ConcessionWithdrawn", "ComplaintResolved", "OrderPlaced", *CONTACT},
    "key_contact_left": {*CONTACT, "AttitudeObserved"},
    "our_contact_left": {*CONTACT, "ContactLeft"},
    "single_threaded": CONTACT,
    "opponent_gaining": {"ContactLeft", "ContactChanged"},
    "contact_silence": {*CONTACT, "ContactRhythmAgreed"},
    "executive_silence": {"ExecutiveMeetingHeld", "ContactRhythmAgreed"},
    "contact_only_to_collect": CONTACT,
    "tender_open": {"TenderAnnounced"},
    "exposed": {"OpeningClosed"},
    "payment_overdue": {"PaymentReceived", "CreditNoteIssued"},
    "contract_expiring": {"ContractRenewed", "ContractEnded", "ContractSigned"},
    "evaluation_due": {"SupplierEvaluationHeld"},
    "review_due": {"AccountReviewed"},
    "stock_building": {"StockReported"},
}
# What takes back what another event said: without it there is more, not less.
TAKES_BACK = {"OrderCancelled", "GoodsReturned", "ContactLeft", "ContactChanged", "RelationshipEnded"}

pytestmark = pytest.mark.props


@settings(effort(4), derandomize=not long_run())
@given(data=st.data())
def test_without_a_type_of_event_no_signal_fires_that_did_not(data: st.DataObject) -> None:
    history = told_once(data.draw(histories(), label="history"))
    as_of = data.draw(dates_asked(history), label="as_of")
    for kind in sorted({document.type for document in history.documents}):
        must_hold(history, partial(new_signals, kind=kind, as_of=as_of))


def told_once(history: History) -> History:
    """Without corrections and retractions: leaving those out brings data back."""
    return replace(history, documents=tuple(d for d in history.documents if d.type not in RECORD_KEEPING))


def new_signals(history: History, *, kind: str, as_of: date | datetime) -> list[str]:
    """Signals that fire only without the events of a type and those that need them.

    What the rest of the book gives is the same for both. A customer whose stage or tier is another one without them is
    not compared: other rules are asked of it.
    """
    log = MemoryLog.of(history.documents)
    at = clocks(log, as_of=as_of, zone=history.zone)
    given_both = parameters_of(count_book(log, at))
    before = judged(history, as_of, given_both)
    return [
        f"{code}: {name} fires without {kind}"
        for code, row in judged(without_type(history, kind), as_of, given_both).items()
        if (was := before.get(code)) and all(was[field] == row[field] for field in ("stage", "since", "tier"))
        for name in sorted(names(row) - names(was))
        if GROUPS[name] != "data" and kind not in TAKES_BACK | ENDED_BY.get(name, set())
    ]


def judged(history: History, as_of: date | datetime, parameters: Parameters) -> dict[str, dict[str, Any]]:
    """Rows of the book by code."""
    log = MemoryLog.of(history.documents)
    if not history.documents:
        return {}
    rows = answers.some_rows(log, clocks(log, as_of=as_of, zone=history.zone), parameters, history.customers)
    return {row["code"]: row for row in rows}


def names(row: dict[str, Any]) -> set[str]:
    return {signal["name"] for signal in row["signals"]}


def without_type(history: History, kind: str) -> History:
    gone: set[str] = set()
    kept = []
    for document in history.documents:
        if document.type == kind or document.needs & gone:
            gone.add(document.name)
        else:
            kept.append(document)
    return replace(history, documents=tuple(kept))
