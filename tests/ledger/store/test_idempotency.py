"""The same event once more is known; something else under its external id is a conflict that names both."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from ledger.application import Ledger, Receipt
from ledger.errors import AlreadyRegistered, Conflict
from ledger.interaction import Interaction
from ledger.privacy.person import Person

Make = Callable[..., Interaction]
CONTACT = {"contact_id": "K1", "name": "Li Wei", "department": "Purchasing", "level": "middle"}


@pytest.fixture(params=["one by one", "in a batch"])
def record(request: pytest.FixtureRequest, ledger: Ledger) -> Callable[[Interaction], Receipt]:
    """Both ways to record one interaction must answer alike."""

    def in_a_batch(interaction: Interaction) -> Receipt:
        (outcome,) = ledger.record_many([interaction])
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    return ledger.record if request.param == "one by one" else in_a_batch


def test_a_repeated_event_is_answered_with_the_first_one(
    ledger: Ledger, record: Any, registered: Make, order: Make
) -> None:
    record(registered("C-1"))
    first = record(order("C-1", "SO-1", ext="1"))
    record(order("C-1", "SO-2", ext="2"))
    again = record(order("C-1", "SO-1", ext="1"))
    assert again == replace(first, known=True)
    assert ledger.last()[0] == 3


def test_a_repeat_within_one_batch_is_known_too(ledger: Ledger, registered: Make, order: Make) -> None:
    outcomes = ledger.record_many([registered("C-1"), order("C-1", "SO-1", ext="1"), order("C-1", "SO-1", ext="1")])
    assert outcomes[2] == replace(outcomes[1], known=True)  # type: ignore[type-var]
    assert ledger.last()[0] == 2


def test_equal_after_normalising_is_equal(ledger: Ledger, record: Any, registered: Make, wanted: Make) -> None:
    record(registered("C-1"))
    record(wanted("C-1", "OrderPlaced", {"order_id": "SO-1", "currency": "EUR", "amount": "5"}, ext="1"))
    same = wanted(
        "C-1",
        "OrderPlaced",
        {"amount": "5.00", "currency": "EUR", "order_id": "SO-1", "promised_on": None},
        ext="1",
        at="2025-03-10T17:00:00+08:00",
    )
    assert record(same).known


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"amount": "6.00"}, "data.amount"),
        ({"at": "2025-03-10T09:00:00.000001Z"}, "occurred_at"),
        ({"customer": "C-2"}, "customer"),
        ({"order_id": "SO-2"}, "data.order_id"),
    ],
)
def test_anything_different_is_a_conflict_that_names_both(
    ledger: Ledger, record: Any, registered: Make, order: Make, change: dict[str, str], named: str
) -> None:
    record(registered("C-1"))
    record(registered("C-2"))
    first = record(order("C-1", "SO-1", ext="1"))
    with pytest.raises(Conflict) as conflict:
        record(order(**{"customer": "C-1", "order_id": "SO-1", "ext": "1", **change}))
    message = conflict.value.message
    assert message.endswith(f"differs in {named}")
    assert first.event_id in message
    assert "position 3" in message
    assert '"1" of source "erp"' in message
    assert ledger.last()[0] == 3


def test_another_type_under_the_same_external_id_is_a_conflict(
    record: Any, registered: Make, order: Make, wanted: Make
) -> None:
    record(registered("C-1"))
    record(order("C-1", "SO-1", ext="1"))
    with pytest.raises(Conflict, match=r"differs in type, data\.amount, data\.currency"):
        record(wanted("C-1", "OrderDelivered", {"order_id": "SO-1"}, ext="1"))


def test_a_conflict_within_one_batch_is_refused_alone(ledger: Ledger, registered: Make, order: Make) -> None:
    outcomes = ledger.record_many(
        [registered("C-1"), order("C-1", "SO-1", ext="1"), order("C-1", "SO-2", ext="1"), order("C-1", "SO-3", ext="3")]
    )
    assert [type(outcome).__name__ for outcome in outcomes] == ["Receipt", "Receipt", "Conflict", "Receipt"]


def test_the_same_external_id_of_another_source_is_another_event(
    record: Any, registered: Make, wanted: Make, order: Make
) -> None:
    record(registered("C-1"))
    record(order("C-1", "SO-1", ext="1"))
    other = {"order_id": "SO-2", "currency": "EUR", "amount": "5.00"}
    assert not record(wanted("C-1", "OrderPlaced", other, source="crm", external_id="1")).known


def test_events_without_external_id_are_never_taken_for_the_same(
    record: Any, registered: Make, order: Make, wanted: Make
) -> None:
    record(registered("C-1"))
    returned = wanted("C-1", "GoodsReturned", {"amount": "1.00", "currency": "EUR"}, source="erp")
    assert not record(returned).known
    assert not record(returned).known
    record(order("C-1", "SO-1"))
    with pytest.raises(AlreadyRegistered):
        record(order("C-1", "SO-1"))


def test_a_visit_with_new_contacts_is_known_with_them(
    ledger: Ledger, record: Any, registered: Make, wanted: Make
) -> None:
    record(registered("C-1"))

    def visit(**contact: str) -> Interaction:
        return wanted("C-1", "VisitMade", {"new_contacts": [{**CONTACT, **contact}], "topics": "prices"}, ext="V-1")

    first = record(visit())
    assert record(visit()) == replace(first, known=True)
    with pytest.raises(Conflict, match=r"differs in data\.name"):
        record(visit(name="Li Wen"))
    with pytest.raises(Conflict, match=r"differs in data\.contact_ids"):
        record(visit(contact_id="K9"))
    assert ledger.last()[0] == 3


def test_a_visit_recorded_without_new_contacts_is_not_the_same_with_them(
    record: Any, registered: Make, wanted: Make
) -> None:
    record(registered("C-1"))
    record(wanted("C-1", "ContactAdded", CONTACT))
    record(wanted("C-1", "CallMade", {"contact_ids": ["K1"]}))
    record(wanted("C-1", "VisitMade", {"contact_ids": ["K1"]}, ext="V-1"))
    with pytest.raises(Conflict, match="differs in type"):
        record(wanted("C-1", "VisitMade", {"new_contacts": [CONTACT]}, ext="V-1"))


def test_a_visit_with_new_contacts_repeated_in_one_batch_is_known(
    ledger: Ledger, registered: Make, wanted: Make
) -> None:
    visit = wanted("C-1", "VisitMade", {"new_contacts": [CONTACT]}, ext="V-1")
    other = wanted("C-1", "VisitMade", {"new_contacts": [{**CONTACT, "name": "X"}]}, ext="V-1")
    outcomes = ledger.record_many([registered("C-1"), visit, visit, other])
    assert outcomes[2] == replace(outcomes[1], known=True)  # type: ignore[type-var]
    assert isinstance(outcomes[3], Conflict)


def test_a_repeated_correction_is_known_however_it_names_the_event(
    record: Any, registered: Make, order: Make, wanted: Make
) -> None:
    record(registered("C-1"))
    first = record(order("C-1", "SO-1", ext="1"))

    def correction(amount: str = "7.00", **named: Any) -> Interaction:
        data = {"order_id": "SO-1", "currency": "EUR", "amount": amount}
        return wanted("C-1", "EventCorrected", {**named, "data": data, "reason": "typing error"}, ext="X-1")

    receipt = record(correction(of={"source": "erp", "external_id": "1"}))
    assert record(correction(of={"source": "erp", "external_id": "1"})) == replace(receipt, known=True)
    assert record(correction(event_id=first.event_id)) == replace(receipt, known=True)
    assert record(correction(amount="7", event_id=first.event_id)) == replace(receipt, known=True)
    with pytest.raises(Conflict, match=r"differs in data\.data"):
        record(correction(amount="8.00", event_id=first.event_id))


def test_a_correction_of_nothing_under_a_taken_external_id_is_a_conflict_whatever_it_brings(
    record: Any, registered: Make, order: Make, wanted: Make
) -> None:
    record(registered("C-1"))
    record(order("C-1", "SO-1", ext="1"))
    odd = {"event_id": "never recorded", "data": {"contact_id": ["K1"], "contact_ids": [[]]}, "reason": "typo"}
    with pytest.raises(Conflict):
        record(wanted("C-1", "EventCorrected", odd, ext="1"))


def test_a_repeated_retraction_is_known_though_it_could_not_be_made_twice(
    record: Any, registered: Make, order: Make, wanted: Make
) -> None:
    record(registered("C-1"))
    record(order("C-1", "SO-1", ext="1"))
    retraction = wanted(
        "C-1", "EventRetracted", {"of": {"source": "erp", "external_id": "1"}, "reason": "never placed"}, ext="X-1"
    )
    assert record(retraction) == replace(record(retraction), known=False)


def test_after_an_erasure_what_was_sealed_is_no_longer_compared(
    ledger: Ledger, record: Any, registered: Make, wanted: Make
) -> None:
    def contact(**change: str) -> Interaction:
        return wanted("C-1", "ContactAdded", {**CONTACT, **change}, ext="K1")

    record(registered("C-1"))
    first = record(contact(email="li@example.com"))
    with pytest.raises(Conflict, match=r"differs in data\.name"):
        record(contact(name="Li Wen", email="li@example.com"))
    ledger.keyring.destroy(Person("C-1", "K1"))
    assert record(contact(name="Li Wen")) == replace(first, known=True)
    with pytest.raises(Conflict, match=r"differs in data\.department\. "):
        record(contact(department="Quality"))
