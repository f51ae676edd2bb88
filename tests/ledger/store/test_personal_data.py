"""Personal data in a ledger: sealed on disk, readable by those who hold the keys, gone when a key is gone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from ledger.application import Ledger
from ledger.interaction import Interaction
from ledger.log_row import Row
from ledger.privacy.person import Person

Make = Callable[..., Interaction]
LI = {"contact_id": "K1", "name": "Li Wei", "department": "Purchasing", "level": "middle", "email": "li@example.com"}
WANG = {"contact_id": "K2", "name": "Wang Fang", "department": "Quality", "level": "middle"}
SECRETS = [b"Li Wei", b"li@example.com", b"Wang Fang", b"prices were discussed", b"wrong person", b"slow", b"Li Wai"]


@pytest.fixture
def book(ledger: Ledger, registered: Make, wanted: Make, order: Make) -> Ledger:
    ledger.record_many(
        [
            registered("C-1"),
            wanted("C-1", "ContactAdded", LI, ext="K1"),
            wanted("C-1", "ContactAdded", WANG, ext="K2"),
            wanted("C-1", "VisitMade", {"contact_ids": ["K1", "K2"], "topics": "prices were discussed"}, ext="V1"),
            order("C-1", "SO-1"),
            wanted("C-1", "OrderCancelled", {"order_id": "SO-1", "reason": "slow"}),
        ]
    )
    ledger.record(
        wanted(
            "C-1",
            "EventCorrected",
            {"of": {"source": "erp", "external_id": "K1"}, "data": {**LI, "name": "Li Wai"}, "reason": "wrong person"},
        )
    )
    ledger.record(
        wanted("C-1", "EventRetracted", {"of": {"source": "erp", "external_id": "V1"}, "reason": "wrong person"})
    )
    correction = ledger.find("7").event_id
    ledger.record(wanted("C-1", "EventRetracted", {"event_id": correction, "reason": "wrong person"}))
    return ledger


def data(ledger: Ledger, position: int) -> Any:
    return ledger.find(str(position)).data


def people(ledger: Ledger, position: int) -> list[str]:
    """Whose keys the personal fields of an event hang on."""
    row = next(iter(ledger.rows(after=position - 1, upto=position)))
    return [contact for contact, _ in orjson.loads(row[8])["$sealed"]["people"]]


def test_nothing_personal_lies_on_disk_in_clear(book: Ledger, tmp_path: Path) -> None:
    in_the_log = repr([*book.rows()]).encode()
    book.close()
    on_disk = in_the_log + b"".join(file.read_bytes() for file in (tmp_path / "data").iterdir())
    assert [secret for secret in SECRETS if secret in on_disk] == []
    assert b"Purchasing" in on_disk


def test_those_who_hold_the_keys_read_it(book: Ledger) -> None:
    assert data(book, 2) == LI
    assert data(book, 4) == {"contact_ids": ["K1", "K2"], "topics": "prices were discussed"}
    assert data(book, 6) == {"order_id": "SO-1", "reason": "slow"}
    assert data(book, 7)["data"] == {**LI, "name": "Li Wai"}
    assert data(book, 7)["reason"] == "wrong person"


def test_free_text_belongs_to_everybody_it_names_or_to_the_customer(book: Ledger) -> None:
    assert people(book, 2) == ["K1"]
    assert people(book, 4) == ["K1", "K2"]
    assert people(book, 6) == [""]


def test_what_is_said_about_an_event_belongs_to_the_people_of_that_event(book: Ledger) -> None:
    assert people(book, 7) == ["K1"]
    assert people(book, 8) == ["K1", "K2"]
    assert people(book, 9) == ["K1"]


def test_raw_rows_stay_sealed(book: Ledger) -> None:
    stored = {row[0]: orjson.loads(row[8]) for row in book.rows()}
    assert stored[7]["data"] == {"contact_id": "K1", "department": "Purchasing", "level": "middle"}
    assert stored[7]["$sealed"]["fields"] == ["/data/email", "/data/name", "/reason"]
    assert "$sealed" not in stored[1]
    assert "$sealed" not in stored[5]


def test_a_person_whose_key_is_destroyed_reads_erased_everywhere(book: Ledger) -> None:
    leaves = [event.leaf for event in book.events()]
    book.keyring.destroy(Person("C-1", "K1"))
    assert data(book, 2) == {**LI, "name": "erased", "email": "erased"}
    assert data(book, 3) == WANG
    assert data(book, 4)["topics"] == "erased"
    assert data(book, 6)["reason"] == "slow"
    assert data(book, 7)["data"]["name"] == "erased"
    assert data(book, 7)["reason"] == data(book, 8)["reason"] == data(book, 9)["reason"] == "erased"
    assert [event.leaf for event in book.events()] == leaves


def test_a_ledger_whose_keys_stayed_behind_reads_sealed(
    book: Ledger, tmp_path: Path, open_here: Callable[..., Ledger]
) -> None:
    book.close()
    for file in (tmp_path / "data").glob("keys.db*"):
        file.unlink()
    copy = open_here()
    assert data(copy, 2) == {**LI, "name": "sealed", "email": "sealed"}
    assert copy.last()[0] == 9


def test_the_rules_need_no_key(book: Ledger, tmp_path: Path, open_here: Callable[..., Ledger], wanted: Make) -> None:
    book.close()
    for file in (tmp_path / "data").glob("keys.db*"):
        file.unlink()
    assert open_here().record(wanted("C-1", "ContactLeft", {"contact_id": "K1"})).position == 10


def test_a_person_recorded_after_an_erasure_is_readable_again_and_the_old_stays_erased(
    book: Ledger, wanted: Make
) -> None:
    book.keyring.destroy(Person("C-1", "K1"))
    book.record(wanted("C-1", "ContactChanged", {"contact_id": "K1", "phone": "+86 10 5555 0100"}))
    assert data(book, 10)["phone"] == "+86 10 5555 0100"
    assert data(book, 2)["name"] == "erased"


def test_a_tampered_box_is_told_apart_from_an_erased_one(book: Ledger) -> None:
    with book.application.recorder.reading() as reading:
        row = reading.by_position(2)
    assert row is not None
    moved = Row(**{**vars(row), "originator_version": 9})
    with pytest.raises(Exception, match="do not open"):
        book.application.mapper.to_domain_event(moved)


def test_what_is_said_of_a_correction_in_one_batch_belongs_to_the_same_people(
    ledger: Ledger, registered: Make, wanted: Make
) -> None:
    visit, correction = ({"source": "erp", "external_id": name} for name in ("V1", "V1 mended"))
    mended = {"of": visit, "data": {"contact_ids": ["K1"]}, "reason": "wrong person"}
    ledger.record_many(
        [
            registered("C-1"),
            wanted("C-1", "ContactAdded", LI),
            wanted("C-1", "VisitMade", {"contact_ids": ["K1"], "topics": "prices were discussed"}, ext="V1"),
            wanted("C-1", "EventCorrected", mended, ext="V1 mended"),
            wanted("C-1", "EventRetracted", {"of": correction, "reason": "wrong person"}),
        ]
    )
    assert [people(ledger, position) for position in (3, 4, 5)] == [["K1"], ["K1"], ["K1"]]
