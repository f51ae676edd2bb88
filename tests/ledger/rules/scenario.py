"""Given what happened, when something is wanted, then this is recorded or refused."""

from collections.abc import Mapping
from datetime import UTC
from typing import Any

import pytest

from ledger.catalogue import CATALOGUE, normalise
from ledger.errors import GuanxiError
from ledger.interaction import Interaction
from ledger.relationship import FLAGS, Decision, Happened, Relationship, as_recorded, decide, evolve, fold, initial
from ledger.times import read_instant

CUSTOMER = "C-1"
REGISTERED = ("CustomerRegistered", {"name": "Nordwind", "currency": "EUR"})
PLACED = ("OrderPlaced", {"order_id": "SO-1", "currency": "EUR", "amount": "5.00"})
RAISED = ("ComplaintRaised", {"complaint_id": "CP-1", "severity": "minor", "category": "quality"})
RESOLVED = ("ComplaintResolved", {"complaint_id": "CP-1"})
ISSUED = ("InvoiceIssued", {"invoice_id": "I-1", "currency": "EUR", "amount": "100.00", "due_on": "2025-04-14"})
REOPENED = ("ComplaintReopened", {"complaint_id": "CP-1"})

Wanted = tuple[str, Mapping[str, Any]]


def contact(contact_id: str = "K-1", **more: Any) -> Wanted:
    return "ContactAdded", {"contact_id": contact_id, "name": "Li", "department": "Sales", "level": "middle", **more}


def paid(amount: str, currency: str = "EUR") -> Wanted:
    return "PaymentReceived", {"invoice_id": "I-1", "currency": currency, "amount": amount}


def merged(into: str = "C-2") -> Wanted:
    return "CustomersMerged", {"into": into}


def unmerged(event_id: str) -> Wanted:
    return "CustomersUnmerged", {"merge_event_id": event_id, "reason": "two sisters"}


def visit(*contact_ids: str, **more: Any) -> Wanted:
    return "VisitMade", {"contact_ids": list(contact_ids), **more}


def corrected(event_id: str, data: Mapping[str, Any], **more: Any) -> Wanted:
    return "EventCorrected", {"event_id": event_id, "data": dict(data), "reason": "typing error", **more}


def retracted(event_id: str) -> Wanted:
    return "EventRetracted", {"event_id": event_id, "reason": "never happened"}


def restored(event_id: str) -> Wanted:
    return "EventRestored", {"event_id": event_id, "reason": "it did happen"}


def wanted(kind: str, data: Mapping[str, Any], *, on: str = "2025-03-14", customer: str | None = None) -> Interaction:
    if customer is None:
        customer = "$ledger" if CATALOGUE[kind].on_ledger else CUSTOMER
    return Interaction(
        customer=customer,
        type=kind,
        schema=CATALOGUE[kind].schema,
        occurred_at=read_instant(on, UTC, pointer=""),
        data=normalise(kind, data),
    )


class Story:
    """A stream growing by what is decided: event n has the event_id "en" and the position n, from 1."""

    def __init__(self, *events: Wanted) -> None:
        self.events: list[Happened] = []
        self.state: Relationship = initial
        for kind, data in events:
            self.then(kind, data)

    def target(self, interaction: Interaction) -> Happened | None:
        return next((event for event in self.events if event.event_id == interaction.data.get("event_id")), None)

    def decide(self, kind: str, data: Mapping[str, Any], **how: Any) -> Decision:
        """how: on and customer as for `wanted`, survivor and earlier_orders as for `decide`."""
        looked_up = {name: how.pop(name) for name in ("survivor", "earlier_orders") if name in how}
        interaction = wanted(kind, data, **how)
        decision = decide(self.state, interaction, target=self.target(interaction), **looked_up)
        assert set(decision.flags) <= set(FLAGS)
        return decision

    def then(self, kind: str, data: Mapping[str, Any], **how: Any) -> tuple[str, ...]:
        """Record it, and answer its flags."""
        decision = self.decide(kind, data, **how)
        for interaction in decision.events:
            self.state = evolve(self.state, self._happened(interaction))
        assert self.state == fold(reversed(self.events))
        assert decision.events[-1] == as_recorded(decision.events[-1], self.target(decision.events[-1]))
        return decision.flags

    def refuses(self, kind: str, data: Mapping[str, Any], error: type[GuanxiError], **how: Any) -> GuanxiError:
        """The refusal; nothing is recorded, and it says where and what to do."""
        with pytest.raises(error) as refused:
            self.decide(kind, data, **how)
        assert type(refused.value) is error
        assert all(problem.code == error.code and problem.remedy for problem in refused.value.problems)
        return refused.value

    def _happened(self, interaction: Interaction) -> Happened:
        position = len(self.events) + 1
        event = Happened(
            event_id=f"e{position}",
            type=interaction.type,
            data=interaction.data,
            occurred_at=interaction.occurred_at,
            position=position,
            stream=interaction.customer,
        )
        self.events.append(event)
        return event
