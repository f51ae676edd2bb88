"""Corrections and retractions through the store: found however they are named, and felt by all that comes after."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from ledger.application import Ledger, Receipt
from ledger.errors import AlreadyRegistered, Invalid, RuleBroken, UnknownReference
from ledger.interaction import Interaction

Make = Callable[..., Interaction]


def named(ext: str) -> dict[str, Any]:
    return {"of": {"source": "erp", "external_id": ext}, "reason": "never happened"}


@pytest.fixture(params=["one by one", "in one batch"])
def record_all(request: pytest.FixtureRequest, ledger: Ledger) -> Callable[..., list[Any]]:
    """All of them, and what became of each; the rules must see the same whether it stands on disk or not yet."""

    def one_by_one(*interactions: Interaction) -> list[Any]:
        return [outcome for interaction in interactions for outcome in ledger.record_many([interaction])]

    def in_one_batch(*interactions: Interaction) -> list[Any]:
        return list(ledger.record_many(interactions))

    return one_by_one if request.param == "one by one" else in_one_batch


def test_a_retraction_frees_the_id(record_all: Any, registered: Make, order: Make, wanted: Make) -> None:
    outcomes = record_all(
        registered("C-1"),
        order("C-1", "SO-1", ext="1"),
        order("C-1", "SO-1"),
        wanted("C-1", "EventRetracted", named("1")),
        order("C-1", "SO-1", amount="6.00"),
        order("C-1", "SO-1"),
    )
    refused = [type(outcome) for outcome in outcomes if not isinstance(outcome, Receipt)]
    assert refused == [AlreadyRegistered, AlreadyRegistered]
    assert isinstance(outcomes[4], Receipt)


def test_a_retraction_undone_takes_the_id_again(record_all: Any, registered: Make, order: Make, wanted: Make) -> None:
    outcomes = record_all(
        registered("C-1"),
        order("C-1", "SO-1", ext="1"),
        wanted("C-1", "EventRetracted", named("1")),
        wanted("C-1", "EventRestored", named("1")),
        order("C-1", "SO-1"),
        wanted("C-1", "EventRestored", named("1")),
    )
    assert [type(outcome) for outcome in outcomes[4:]] == [AlreadyRegistered, RuleBroken]


def test_a_retracted_cancellation_lets_the_order_be_cancelled_again(
    record_all: Any, registered: Make, order: Make, wanted: Make
) -> None:
    cancel = {"order_id": "SO-1"}
    outcomes = record_all(
        registered("C-1"),
        order("C-1", "SO-1"),
        wanted("C-1", "OrderCancelled", cancel, ext="cancel"),
        wanted("C-1", "OrderCancelled", cancel),
        wanted("C-1", "EventRetracted", named("cancel")),
        wanted("C-1", "OrderCancelled", cancel),
    )
    assert [isinstance(outcome, Receipt) for outcome in outcomes] == [True, True, True, False, True, True]


def test_a_retracted_correction_is_found_through_the_event_it_corrects(
    record_all: Any, registered: Make, order: Make, wanted: Make
) -> None:
    data = {"order_id": "SO-1", "currency": "EUR", "amount": "7.00"}
    outcomes = record_all(
        registered("C-1"),
        order("C-1", "SO-1", ext="1"),
        wanted("C-1", "EventCorrected", {**named("1"), "data": data}, ext="correction"),
        wanted("C-1", "EventRetracted", named("correction")),
        wanted("C-1", "EventRestored", named("1")),
    )
    assert [isinstance(outcome, Receipt) for outcome in outcomes] == [True, True, True, True, False]
    assert "nothing to restore" in str(outcomes[4])


def test_what_is_not_recorded_cannot_be_corrected(record_all: Any, registered: Make, wanted: Make) -> None:
    outcomes = record_all(
        registered("C-1"),
        wanted("C-1", "EventRetracted", named("nothing")),
        wanted("C-1", "EventRetracted", {"event_id": "0195", "reason": "never happened"}),
    )
    assert [type(outcome) for outcome in outcomes[1:]] == [UnknownReference, UnknownReference]


def test_the_event_of_another_customer_cannot_be_corrected(
    record_all: Any, registered: Make, order: Make, wanted: Make
) -> None:
    outcomes = record_all(
        registered("C-1"),
        registered("C-2"),
        order("C-1", "SO-1", ext="1"),
        wanted("C-2", "EventRetracted", named("1")),
    )
    assert isinstance(outcomes[3], UnknownReference)


def test_a_correction_is_stored_with_the_id_of_the_event_it_names(
    ledger: Ledger, record_all: Any, registered: Make, order: Make, wanted: Make
) -> None:
    data = {"order_id": "SO-1", "currency": "EUR", "amount": "7"}
    outcomes = record_all(
        registered("C-1"),
        order("C-1", "SO-1", ext="1"),
        wanted("C-1", "EventCorrected", {**named("1"), "data": data}),
    )
    assert ledger.find(outcomes[2].event_id).data == {
        "event_id": outcomes[1].event_id,
        "data": {**data, "amount": "7.00"},
        "reason": "never happened",
    }


def test_what_a_correction_brings_is_read_as_the_event_it_corrects(
    ledger: Ledger, record_all: Any, registered: Make, order: Make, wanted: Make
) -> None:
    def correction(**data: Any) -> Interaction:
        return wanted("C-1", "EventCorrected", named("1") | {"data": data})

    outcomes = record_all(
        registered("C-1"),
        order("C-1", "SO-1", ext="1"),
        correction(order_id="SO-1", currency="EUR", amount=Decimal("7.5")),  # as JSON numbers are read
        correction(contact_ids=[{}], amount=2.5),
        wanted(
            "C-1", "EventCorrected", {"of": {"source": "erp", "external_id": "2"}, "reason": "x", "data": {"a": 1.5}}
        ),
    )
    assert [type(outcome) for outcome in outcomes[3:]] == [Invalid, UnknownReference]
    assert ledger.find("3").data["data"] == {"order_id": "SO-1", "currency": "EUR", "amount": "7.50"}
