"""An erased person stays erased: in answers, after a crash, and when an old backup or old keys come back."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ledger.about_person import events_about
from ledger.application import Ledger
from ledger.backup.putting_back import REASON
from ledger.erasing import Erased, erase
from ledger.errors import NotFound, UnknownCustomer, UnknownReference
from ledger.ledger_stream import ledger_event
from ledger.proof.verifying import verify
from tests.ledger.backup.conftest import LI, NOON, WANG, Place

GONE = {**LI, "name": "erased"}
ASKED = "He asked for it on the phone."


def erased(ledger: Ledger, contact: str = "K1", customer: str = "C-1") -> Erased:
    return erase(ledger, customer, contact, reason=ASKED, now=NOON)


def test_after_an_erasure_names_read_erased_and_all_else_is_as_before(place: Place) -> None:
    leaves = place.leaves("data")
    with place.open() as ledger:
        done = erased(ledger)
        assert (done.keys, done.receipt.position, done.receipt.known) == (1, 5, False)
        assert [event.leaf for event in ledger.events(limit=4)] == leaves
    _, li, wang, visit, event = place.read("data")
    assert (li, wang, visit["topics"]) == (GONE, WANG, "erased")
    assert event == {"customer": "C-1", "contact_id": "K1", "reason": ASKED}
    assert verify(place.root / "data" / "ledger.db").differences == ()


def test_nothing_of_the_key_is_left_on_disk(place: Place) -> None:
    with place.open() as ledger:
        place.record(ledger, "ContactAdded", {**LI, "contact_id": "K3"})  # in the file's log, not yet in the file
        with closing(sqlite3.connect(place.root / "data" / "keys.db")) as keys:
            wrapped = [row[0] for row in keys.execute("SELECT wrapped FROM keys WHERE contact_id IN ('K1', 'K3')")]
        assert all(one in on_disk(place) for one in wrapped)
        erased(ledger)
        erased(ledger, "K3")
        assert not any(one in on_disk(place) for one in wrapped)


def on_disk(place: Place) -> bytes:
    return b"".join(file.read_bytes() for file in (place.root / "data").glob("keys.db*"))


def test_erasing_again_is_known_and_adds_nothing(place: Place) -> None:
    with place.open() as ledger:
        first = erased(ledger)
        again = erased(ledger)
        assert (again.receipt.known, again.receipt.position, again.keys) == (True, first.receipt.position, 0)
        assert ledger.last()[0] == 5


def test_a_person_recorded_again_can_be_erased_again(place: Place) -> None:
    with place.open() as ledger:
        erased(ledger)
        place.record(ledger, "ContactChanged", {"contact_id": "K1", "phone": "+86 10 5555 0100"})
        done = erased(ledger)
        assert (done.receipt.known, done.keys) == (False, 1)
    assert place.read("data")[5]["phone"] == "erased"


@pytest.mark.parametrize(
    ("customer", "contact", "error"),
    [("C-9", "K1", UnknownCustomer), ("$ledger", "K1", UnknownCustomer), ("C-1", "K9", UnknownReference)],
)
def test_a_person_nobody_knows_is_refused(place: Place, customer: str, contact: str, error: type[Exception]) -> None:
    with place.open() as ledger:
        with pytest.raises(error):
            erased(ledger, contact, customer)
        with pytest.raises(error):
            events_about(ledger, customer, contact)
        assert ledger.last()[0] == 4


def test_an_erasure_that_was_cut_off_is_finished_when_the_keys_are_next_opened(place: Place) -> None:
    """Killed after the event was recorded, before the key was destroyed."""
    with place.open() as ledger:
        data = {"customer": "C-1", "contact_id": "K1", "reason": ASKED}
        ledger.record(ledger_event("PersonalDataErased", data, occurred_at=NOON))
    assert place.read("data")[1] == GONE


def test_old_keys_put_beside_a_newer_ledger_are_destroyed_again(place: Place) -> None:
    old = (place.root / "data" / "keys.db").read_bytes()
    with place.open() as ledger:
        erased(ledger)
        place.record(ledger, "ContactChanged", {"contact_id": "K2", "phone": "+86 10 5555 0100"})
    (place.root / "data" / "keys.db").write_bytes(old)
    read = place.read("data")
    assert (read[1], read[2], read[5]["phone"]) == (GONE, WANG, "+86 10 5555 0100")


def test_a_person_recorded_after_an_erasure_is_left_alone_when_keys_are_opened(place: Place) -> None:
    with place.open() as ledger:
        erased(ledger)
        place.record(ledger, "ContactChanged", {"contact_id": "K1", "phone": "+86 10 5555 0100"})
    assert place.read("data")[5]["phone"] == "+86 10 5555 0100"
    assert place.read("data")[1] == GONE


def test_an_erasure_survives_the_restore_of_an_older_backup_with_keys(place: Place) -> None:
    place.save(with_keys=True)
    with place.open() as ledger:
        erased(ledger)
    done = place.put_back(replacing=place.root / "data")
    assert (done.erased, done.events) == (1, 5)
    read = place.read()
    assert (read[1], read[2]) == (GONE, WANG)
    assert read[4] == {"customer": "C-1", "contact_id": "K1", "reason": REASON}
    assert verify(place.root / "new" / "ledger.db").differences == ()


@pytest.mark.parametrize("lost", ["keys.db", "ledger.db"])
def test_keys_or_log_alone_of_the_replaced_ledger_tell_who_was_erased(place: Place, lost: str) -> None:
    place.save(with_keys=True)
    with place.open() as ledger:
        erased(ledger)
    (place.root / "data" / lost).unlink()
    assert place.put_back(replacing=place.root / "data").erased == 1
    assert place.read()[1] == GONE


def test_without_the_replaced_ledger_an_older_backup_brings_the_person_back(place: Place) -> None:
    """The limit that the documents name: nothing in the backup can know of a later erasure."""
    place.save(with_keys=True)
    with place.open() as ledger:
        erased(ledger)
    assert place.put_back().erased == 0
    assert place.read()[1] == LI


def test_a_backup_made_after_an_erasure_holds_no_key_of_that_person(place: Place) -> None:
    with place.open() as ledger:
        erased(ledger)
    place.save(with_keys=True)
    assert place.put_back(replacing=place.root / "data").erased == 0
    assert place.read()[1] == GONE


def test_a_replaced_directory_that_is_none_is_said_before_anything_is_restored(place: Place) -> None:
    place.save(with_keys=True)
    with pytest.raises(NotFound, match="no ledger there"):
        place.put_back(replacing=Path("nowhere"))
    assert not (place.root / "new").exists()


def test_all_that_is_held_on_a_person_is_what_names_him_and_what_is_said_about_that(place: Place) -> None:
    with place.open() as ledger:
        place.record(ledger, "ContactAdded", {**LI, "contact_id": "K3", "name": "Sun", "reports_to": "K1"})
        place.record(ledger, "ContactLeft", {"contact_id": "K2"})
        place.record(
            ledger, "EventRetracted", {"event_id": ledger.find("4").event_id, "reason": "it was another customer"}
        )
        place.record(
            ledger, "EventRestored", {"event_id": ledger.find("4").event_id, "reason": "it was this one after all"}
        )
        about = events_about(ledger, "C-1", "K1")
        assert [event.position for event in about] == [2, 4, 5, 7, 8]
        assert about[0].data == LI
        erased(ledger)
        about = events_about(ledger, "C-1", "K1")
        assert [event.position for event in about] == [2, 4, 5, 7, 8, 9]
        assert about[0].data == GONE
