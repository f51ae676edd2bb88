"""Erasing a person: the log says so for ever, and the keys of all that names the person are destroyed."""

from dataclasses import dataclass

from ledger.application import Ledger
from ledger.codes import NO_BREAK_SPACE
from ledger.errors import UnknownCustomer, UnknownReference
from ledger.ledger_stream import LEDGER_STREAM, ledger_event
from ledger.privacy.person import Person
from ledger.receipt import Receipt
from ledger.sweeping import survivors

ERASED = "PersonalDataErased"


@dataclass(frozen=True, kw_only=True)
class Erased:
    """receipt: of PersonalDataErased; known where the person had been erased and nothing was recorded since.

    keys: how many were destroyed, 0 also where this directory has no keys.
    """

    receipt: Receipt
    keys: int


def erase(ledger: Ledger, customer: str, contact_id: str, *, reason: str, now: int, actor: str = "local") -> Erased:
    """Make everything that is sealed for this person unreadable; positions, leaves and figures stay as they are.

    The event comes first: whoever is killed between the two finds the keys destroyed when they are next opened.
    """
    person = person_named(ledger, customer, contact_id)
    if not ledger.keyring.holds(person) and (earlier := _earlier(ledger, person)):
        return Erased(receipt=earlier, keys=0)
    data = {"customer": person.customer, "contact_id": person.contact_id, "reason": reason}
    receipt = ledger.record(ledger_event(ERASED, data, occurred_at=now), actor=actor)
    return Erased(receipt=receipt, keys=ledger.keyring.destroy(person))


def person_named(ledger: Ledger, customer: str, contact_id: str) -> Person:
    """UnknownCustomer, or UnknownReference where the contact was never recorded for this customer.

    Of a customer that others were merged into also their contacts, named as its answers name them: "C-2 K-1", with a
    no-break space between. Each stays a contact of the customer it was recorded for, whatever is merged or parted.
    """
    merged, joined, own = contact_id.partition(NO_BREAK_SPACE)
    with ledger.application.recorder.reading() as reading:
        if joined and survivors(reading.sweeps()).get(merged) == customer:
            customer, contact_id = merged, own
        if not reading.versions([customer])[customer] or customer == LEDGER_STREAM:
            raise UnknownCustomer(
                f'there is no customer "{customer}"', "`guanxi book --format csv` lists them", "/customer"
            )
        if not reading.about({customer: [f"contact:{contact_id}"]}):
            raise UnknownReference(
                f'contact "{contact_id}" was never recorded for {customer}',
                f"`guanxi events --customer {customer} --types ContactAdded` lists them",
                "/contact_id",
            )
    return Person(customer, contact_id)


def _earlier(ledger: Ledger, person: Person) -> Receipt | None:
    """The last erasure of this person, if the keys of that time are indeed gone."""
    found = [
        event
        for event in ledger.events(types=[ERASED], customer=LEDGER_STREAM, limit=2**31)
        if Person(event.data["customer"], event.data["contact_id"]) == person
    ]
    if not found:
        return None
    last = found[-1]
    return Receipt(
        event_id=last.event_id,
        position=last.position,
        version=last.version,
        recorded_at=last.recorded_at,
        known=True,
    )
