"""All that is held on one person: every event that names a contact, as it can be read today."""

from collections.abc import Iterator

from ledger.application import Ledger
from ledger.catalogue import CATALOGUE
from ledger.erasing import ERASED, person_named
from ledger.ledger_stream import LEDGER_STREAM
from ledger.recorded import RecordedEvent


def events_about(ledger: Ledger, customer: str, contact_id: str) -> list[RecordedEvent]:
    """Ascending: what names the contact in any field, corrections and retractions of that, and erasures.

    UnknownCustomer, UnknownReference. Free text that mentions somebody without naming the contact is not found.
    """
    customer, contact_id = person_named(ledger, customer, contact_id)
    found: dict[str, RecordedEvent] = {}
    for event in ledger.stream(customer):
        if set(_mentions(event)) & {f"contact:{contact_id}", *(f"event:{event_id}" for event_id in found)}:
            found[event.event_id] = event
    erasures = [
        event
        for event in ledger.events(types=[ERASED], customer=LEDGER_STREAM, limit=2**31)
        if (event.data["customer"], event.data["contact_id"]) == (customer, contact_id)
    ]
    return sorted([*found.values(), *erasures], key=lambda event: event.position)


def _mentions(event: RecordedEvent) -> Iterator[str]:
    """The subjects an event speaks of; nothing of a type that only a later version knows."""
    if (kind := CATALOGUE.get(event.type)) is None:
        return
    subject = kind.subject(event.data)
    if subject is not None:
        yield subject
    yield from kind.references(event.data)
    yield from (f"contact:{person}" for person in kind.people(event.data))
