"""What may follow what: customers, contacts, and everything that is opened and closed once."""

from typing import Any

import pytest

from ledger.errors import AlreadyRegistered, RuleBroken, UnknownCustomer, UnknownReference
from ledger.relationship import decide, initial
from tests.ledger.rules.scenario import (
    PLACED,
    RAISED,
    REGISTERED,
    REOPENED,
    RESOLVED,
    Story,
    Wanted,
    contact,
    visit,
    wanted,
)

LIFE_OF_A_THING: dict[str, tuple[Wanted, Wanted, str]] = {
    "order": (PLACED, ("OrderCancelled", {"order_id": "SO-1"}), "order_id"),
    "complaint": (RAISED, RESOLVED, "complaint_id"),
    "opening": (
        ("OpeningObserved", {"opening_id": "O-1", "kind": "new_need", "origin": "created"}),
        ("OpeningClosed", {"opening_id": "O-1", "result": "missed"}),
        "opening_id",
    ),
    "quotation": (
        ("QuotationSubmitted", {"quotation_id": "Q-1"}),
        ("QuotationDecided", {"quotation_id": "Q-1", "result": "won"}),
        "quotation_id",
    ),
    "binding": (
        ("BindingFormed", {"binding_id": "B-1", "kind": "training"}),
        ("BindingEnded", {"binding_id": "B-1"}),
        "binding_id",
    ),
    "contact": (contact("K-1"), ("ContactLeft", {"contact_id": "K-1"}), "contact_id"),
    "request": (("RequestRaised", {"request_id": "R-1"}), ("RequestAnswered", {"request_id": "R-1"}), "request_id"),
    "concession": (
        ("ConcessionGranted", {"concession_id": "X-1", "kind": "discount", "size": "5"}),
        ("ConcessionWithdrawn", {"concession_id": "X-1"}),
        "concession_id",
    ),
    "goal": (
        ("CustomerGoalAgreed", {"goal_id": "G-1"}),
        ("CustomerGoalReached", {"goal_id": "G-1"}),
        "goal_id",
    ),
    "contract": (
        ("ContractSigned", {"contract_id": "V-1", "starts_on": "2025-01-01", "ends_on": "2025-12-31"}),
        ("ContractEnded", {"contract_id": "V-1"}),
        "contract_id",
    ),
    "concern": (
        ("ComplianceConcernRaised", {"concern_id": "N-1", "side": "ours", "text": "a favour"}),
        ("ComplianceConcernClosed", {"concern_id": "N-1", "outcome": "unfounded"}),
        "concern_id",
    ),
}
# An opening is often seen late, and a contact is known to us long after he came.
MAY_BE_OLDER = {"opening", "contact"}
life = pytest.mark.parametrize(("opens", "closes", "field"), LIFE_OF_A_THING.values(), ids=LIFE_OF_A_THING)


def test_nothing_is_recorded_of_a_customer_before_its_registration() -> None:
    refused = Story().refuses(*PLACED, UnknownCustomer)
    assert refused.pointer == "/customer"
    assert "CustomerRegistered" in refused.remedy


def test_a_customer_is_registered_once() -> None:
    assert Story(REGISTERED).refuses(*REGISTERED, AlreadyRegistered).pointer == "/customer"


def test_events_before_the_registration_in_time_are_welcome() -> None:
    story = Story()
    story.then(*REGISTERED, on="2025-03-14")
    assert story.then(*PLACED, on="2019-01-01") == ()


@life
def test_an_id_is_recorded_once_within_its_customer(opens: Wanted, closes: Wanted, field: str) -> None:
    story = Story(REGISTERED, opens)
    refused = story.refuses(*opens, AlreadyRegistered)
    assert refused.pointer == f"/data/{field}"
    assert opens[1][field] in refused.message
    story.then(*closes)
    story.refuses(*opens, AlreadyRegistered)


@life
def test_what_is_closed_must_be_recorded(opens: Wanted, closes: Wanted, field: str) -> None:
    refused = Story(REGISTERED).refuses(*closes, UnknownReference)
    assert refused.pointer == f"/data/{field}"
    assert opens[0] in refused.remedy


@life
def test_a_thing_is_closed_once(opens: Wanted, closes: Wanted, field: str) -> None:
    refused = Story(REGISTERED, opens, closes).refuses(*closes, RuleBroken)
    assert refused.pointer == f"/data/{field}"


@life
def test_a_closing_dated_before_its_opening_is_recorded_and_flagged(opens: Wanted, closes: Wanted, field: str) -> None:
    story = Story(REGISTERED)
    story.then(*opens, on="2025-03-14")
    kind = field.removesuffix("_id")
    assert story.then(*closes, on="2025-03-01") == (() if kind in MAY_BE_OLDER else (f"before_{kind}",))


@life
def test_a_closing_at_the_very_time_of_its_opening_is_nothing_odd(opens: Wanted, closes: Wanted, field: str) -> None:
    assert Story(REGISTERED, opens).then(*closes) == ()


def test_ids_of_one_kind_do_not_collide_with_those_of_another() -> None:
    story = Story(REGISTERED, ("OrderPlaced", {"order_id": "X", "currency": "EUR", "amount": "1.00"}))
    assert story.then("QuotationSubmitted", {"quotation_id": "X"}) == ()
    assert story.then(*contact("X")) == ()


def test_a_complaint_is_resolved_again_after_it_was_reopened() -> None:
    story = Story(REGISTERED, RAISED)
    story.refuses(*REOPENED, RuleBroken)
    story.then(*RESOLVED)
    story.refuses(*RESOLVED, RuleBroken)
    story.then(*REOPENED)
    story.refuses(*REOPENED, RuleBroken)
    assert story.then(*RESOLVED) == ()


@pytest.mark.parametrize(
    ("kind", "data", "places"),
    [
        ("VisitMade", {"contact_ids": ["K-1", "K-8", "K-9"]}, ["/data/contact_ids/1", "/data/contact_ids/2"]),
        ("ExecutiveMeetingHeld", {"contact_ids": ["K-9"], "our_executive": "Han"}, ["/data/contact_ids/0"]),
        ("ValueDemonstrated", {"contact_ids": ["K-9"], "kind": "trial"}, ["/data/contact_ids/0"]),
        ("ContactChanged", {"contact_id": "K-9", "level": "middle"}, ["/data/contact_id"]),
        ("ContactChanged", {"contact_id": "K-1", "reports_to": "K-9"}, ["/data/reports_to"]),
        ("ContactLeft", {"contact_id": "K-1", "successor_id": "K-9"}, ["/data/successor_id"]),
        ("OrderDelivered", {"order_id": "SO-9"}, ["/data/order_id"]),
        ("GoodsReturned", {"order_id": "SO-9", "amount": "1.00", "currency": "EUR"}, ["/data/order_id"]),
        ("QuotationSubmitted", {"quotation_id": "Q-1", "opening_id": "O-9"}, ["/data/opening_id"]),
        ("ComplaintRaised", {**RAISED[1], "contact_id": "K-9"}, ["/data/contact_id"]),
        ("ComplaintReopened", {"complaint_id": "CP-9"}, ["/data/complaint_id"]),
    ],
)
def test_everything_an_event_names_must_be_recorded(kind: str, data: dict[str, Any], places: list[str]) -> None:
    refused = Story(REGISTERED, contact("K-1")).refuses(kind, data, UnknownReference)
    assert [problem.pointer for problem in refused.problems] == places


def test_an_executive_meeting_may_name_nobody() -> None:
    assert Story(REGISTERED).then("ExecutiveMeetingHeld", {"our_executive": "Han Mei", "department": "Board"}) == ()


def test_a_return_needs_no_order() -> None:
    assert Story(REGISTERED).then("GoodsReturned", {"amount": "1.00", "currency": "EUR"}) == ()


def test_the_events_of_the_ledger_itself_follow_no_rule_of_a_relationship() -> None:
    restored = {"source": "a.jsonl", "simulated": False, "from": "2024-01-01", "to": "2024-02-01"}
    interaction = wanted("LedgerRestored", restored, customer="$ledger")
    assert decide(initial, interaction).events == (interaction,)


class TestDoubtfulFactsAreRecordedAndFlagged:
    def test_meeting_somebody_after_he_left(self) -> None:
        story = Story(REGISTERED, contact("K-1"), contact("K-2"))
        story.then("ContactLeft", {"contact_id": "K-1"}, on="2025-03-10")
        assert story.then(*visit("K-1", "K-2"), on="2025-03-11") == ("contact_left",)
        assert story.then(*visit("K-1"), on="2025-03-09") == ()
        assert story.then(*visit("K-2"), on="2025-03-11") == ()

    def test_delivering_what_was_cancelled_and_cancelling_what_was_delivered(self) -> None:
        delivered, cancelled = ("OrderDelivered", {"order_id": "SO-1"}), ("OrderCancelled", {"order_id": "SO-1"})
        story = Story(REGISTERED, PLACED, delivered)
        assert story.then(*delivered) == ("order_delivered",)
        assert story.then(*cancelled) == ("order_delivered",)
        assert story.then(*delivered) == ("order_cancelled",)
        story.refuses(*cancelled, RuleBroken)

    def test_ending_twice_and_resuming_what_never_ended(self) -> None:
        ended, resumed = ("RelationshipEnded", {"by": "us"}), ("RelationshipResumed", {})
        story = Story(REGISTERED)
        assert story.then(*resumed) == ("relationship_not_ended",)
        assert story.then(*ended) == ()
        assert story.then(*ended) == ("relationship_ended",)
        assert story.then(*resumed) == ()
        assert story.then(*resumed) == ("relationship_not_ended",)
