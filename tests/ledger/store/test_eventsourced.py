"""The ledger is an application of eventsourcing, and answers through that library's own interfaces."""

import os
from collections.abc import Callable

import pytest
from eventsourcing.application import Application
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import ApplicationRecorder, Mapper, Notification

from ledger.application import Ledger
from ledger.event_id import EventIds
from ledger.interaction import Interaction
from ledger.prepared import prepare
from ledger.recorded import RecordedEvent
from ledger.remembered import Remembered
from ledger.run import Run
from ledger.stamp import Stamp

Make = Callable[..., Interaction]


@pytest.fixture
def book(ledger: Ledger, registered: Make, order: Make) -> Ledger:
    ledger.record_many([registered("C-1"), order("C-1", "1"), registered("C-2"), order("C-1", "2")])
    return ledger


def test_it_is_made_of_the_librarys_parts(book: Ledger) -> None:
    application = book.application
    assert isinstance(application, Application)
    assert isinstance(application.recorder, ApplicationRecorder)
    assert isinstance(application.mapper, Mapper)


def test_the_event_store_replays_a_stream(book: Ledger) -> None:
    replayed = list(book.application.events.get("C-1", gt=1))
    assert all(isinstance(event, DomainEventProtocol) and isinstance(event, RecordedEvent) for event in replayed)
    assert [(event.originator_id, event.originator_version) for event in replayed] == [("C-1", 2), ("C-1", 3)]
    assert replayed == book.stream("C-1")[1:]


def test_the_notification_log_tells_all_events_by_position(book: Ledger) -> None:
    section = book.application.notification_log["1,3"]
    assert [(note.id, note.originator_id, note.topic) for note in section.items] == [
        (1, "C-1", "CustomerRegistered"),
        (2, "C-1", "OrderPlaced"),
        (3, "C-2", "CustomerRegistered"),
    ]
    assert section.next_id == "4,6"
    assert all(isinstance(note, Notification) for note in section.items)


def test_the_library_saves_what_was_decided(book: Ledger, order: Make) -> None:
    application = book.application
    with application.recorder.reading() as reading:
        new_id = EventIds(1_741_953_600_000_000, os.urandom)
        wanted = prepare(order("C-2", "9"))
        run = Run(
            reading,
            [wanted],
            stamp=Stamp(actor="anna"),
            mapper=application.mapper,
            new_id=new_id,
            remembered=Remembered(),
        )
        run.decide(wanted)
    (saved,) = application.save(*run.drafts)
    assert saved.notification.id == book.last()[0] == 5
    assert book.stream("C-2")[-1].data["order_id"] == "9"


def test_stored_type_names_are_ours(book: Ledger) -> None:
    assert {row[4] for row in book.rows()} == {"CustomerRegistered", "OrderPlaced"}


def test_the_environment_cannot_change_how_events_are_stored(
    open_here: Callable[..., Ledger], registered: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("COMPRESSOR_TOPIC", "GUANXI_COMPRESSOR_TOPIC"):
        monkeypatch.setenv(variable, "eventsourcing.compressor:ZlibCompressor")
    monkeypatch.setenv("PERSISTENCE_MODULE", "eventsourcing.popo")
    monkeypatch.setenv("IS_SNAPSHOTTING_ENABLED", "y")
    ledger = open_here()
    ledger.record(registered("C-1"))
    assert [row[8] for row in ledger.rows()] == ['{"currency":"EUR","name":"Nordwind"}']
    assert ledger.application.snapshots is None
