"""A ledger copied to another store and back is the same ledger, or is not there at all."""

import sqlite3
from contextlib import closing
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from ledger.application import Ledger, open_ledger
from ledger.backup.putting_back import put_back
from ledger.backup.saving import save
from ledger.copying.ledger_copy import copy_ledger
from ledger.document import read_document
from ledger.errors import RuleBroken, Unavailable
from ledger.log_opening import opened_log
from ledger.log_row import Row
from ledger.place import Place
from ledger.proof.verifying import verify

NOON = 1_741_953_600_000_000  # 2025-03-14T12:00:00Z
LI = {"contact_id": "K1", "name": "Li Wei", "department": "Purchasing", "level": "middle"}
EVENTS = 14


def noon() -> int:
    return NOON


def opened(place: Place, **given: Any) -> Ledger:
    return open_ledger(place, clock=noon, **{"environ": {}, **given})


def tell(ledger: Ledger, kind: str, data: dict[str, Any], external_id: str | None = None) -> None:
    document = {"customer": "客户-1", "type": kind, "occurred_at": "2025-03-10T09:00:00Z", "data": data}
    if external_id:
        document |= {"source": "erp", "external_id": external_id}
    ledger.record(read_document(document, zone=UTC, now=NOON))


def fill(place: Place) -> None:
    """Persons, texts, a correction and external ids."""
    with opened(place) as ledger:
        tell(ledger, "CustomerRegistered", {"name": "Nordwind", "currency": "EUR"})
        tell(ledger, "ContactAdded", LI)
        tell(ledger, "VisitMade", {"contact_ids": ["K1"], "topics": "prices \\ \t 😀\n"})
        for number in range(10):
            tell(ledger, "OrderPlaced", {"order_id": f"{number}", "currency": "EUR", "amount": "5.00"}, f"SO-{number}")
        tell(ledger, "EventRetracted", {"event_id": ledger.find("4").event_id, "reason": "typed twice"})


def rows(place: Place) -> list[Row]:
    with opened_log(place) as log, log.reading() as reading:
        return reading.page()


def texts(place: Place) -> list[dict[str, Any]]:
    with opened(place, create=False) as ledger:
        return [dict(event.data) for event in ledger.events()]


@pytest.fixture
def file(tmp_path: Path) -> Place:
    """A ledger in a directory."""
    place = Place(directory=tmp_path / "file")
    fill(place)
    return place


@pytest.fixture
def table(tmp_path: Path, database: str) -> Place:
    """The same in a database."""
    place = Place(directory=tmp_path / "table", database=database)
    fill(place)
    return place


def test_from_a_file_to_a_database_and_back_every_row_stays(file: Place, empty_database: str, tmp_path: Path) -> None:
    table = Place(directory=file.directory, database=empty_database)
    told: list[int] = []
    done = copy_ledger(file, table, progress=told.append)
    assert (done.events, sum(told), done.keys) == (EVENTS, EVENTS, True)
    assert rows(table) == rows(file)
    assert texts(table) == texts(file)
    assert verify(table) == verify(file)
    back = Place(directory=tmp_path / "back")
    copy_ledger(table, back, with_keys=True, environ={})
    assert rows(back) == rows(file)
    assert texts(back) == texts(file)
    with opened(table) as ledger:
        tell(ledger, "OrderPlaced", {"order_id": "10", "currency": "EUR", "amount": "5.00"}, "SO-10")
        assert ledger.last()[0] == EVENTS + 1


def test_within_one_directory_its_keys_serve_both(table: Place) -> None:
    beside = Place(directory=table.directory)
    assert copy_ledger(table, beside).keys
    assert texts(beside)[1] == LI


def test_without_keys_another_directory_reads_sealed(table: Place, tmp_path: Path) -> None:
    other = Place(directory=tmp_path / "other")
    done = copy_ledger(table, other, environ={})
    assert (done.keys, done.master_key) == (False, False)
    assert texts(other)[1]["name"] == "sealed"
    assert [row.leaf for row in rows(other)] == [row.leaf for row in rows(table)]


def test_a_master_key_from_the_environment_is_not_copied(file: Place, tmp_path: Path) -> None:
    master = (file.directory / "master.key").read_text()
    done = copy_ledger(
        file, Place(directory=tmp_path / "other"), with_keys=True, environ={"GUANXI_MASTER_KEY": master.strip()}
    )
    assert (done.keys, done.master_key) == (True, False)


@pytest.mark.parametrize("into", ["another directory", "another ledger's keys", "itself"])
def test_only_an_empty_place_is_copied_into(file: Place, tmp_path: Path, into: str) -> None:
    target = Place(directory=file.directory if into == "itself" else tmp_path / "other")
    if into == "another directory":
        fill(target)
        for name in ("keys.db", "master.key"):
            (target.directory / name).unlink()
    if into == "another ledger's keys":
        target.directory.mkdir()
        (target.directory / "master.key").write_text("another's")
    with pytest.raises(RuleBroken):
        copy_ledger(file, target, with_keys=True, environ={})


def test_a_database_with_events_is_not_copied_into(file: Place, table: Place) -> None:
    before = rows(table)
    with pytest.raises(RuleBroken, match="this one holds events"):
        copy_ledger(file, Place(directory=file.directory, database=table.database))
    assert rows(table) == before


def broken_off(events: int) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("store", ["file", "table"])
def test_a_copy_that_is_broken_off_leaves_no_half_ledger_and_can_be_made_again(
    file: Place, tmp_path: Path, store: str, request: pytest.FixtureRequest
) -> None:
    database = request.getfixturevalue("empty_database") if store == "table" else None
    target = Place(directory=tmp_path / "other", database=database)
    with pytest.raises(KeyboardInterrupt):
        copy_ledger(file, target, with_keys=True, environ={}, progress=broken_off)
    assert rows(target) == []
    assert not (target.directory / "keys.db").exists()
    copy_ledger(file, target, with_keys=True, environ={})
    assert rows(target) == rows(file)
    assert texts(target) == texts(file)


def test_what_was_changed_in_the_source_is_not_copied(file: Place, tmp_path: Path) -> None:
    with closing(sqlite3.connect(file.directory / "ledger.db", isolation_level=None)) as anybody:
        anybody.execute("DROP TRIGGER events_never_change")
        anybody.execute("UPDATE events SET occurred_at = occurred_at + 1 WHERE position = 5")
    target = Place(directory=tmp_path / "other")
    with pytest.raises(Unavailable, match="event 5 does not verify"):
        copy_ledger(file, target, with_keys=True, environ={})
    assert rows(target) == []


def test_a_backup_of_a_database_is_restored_to_either_store(table: Place, tmp_path: Path) -> None:
    archive = tmp_path / "b.tar"
    before = rows(table), texts(table)
    assert save(table, archive, with_keys=True, now=NOON, environ={}).events == EVENTS
    put_back(archive, tmp_path / "file", clock=noon, environ={})
    assert (rows(Place(directory=tmp_path / "file")), texts(Place(directory=tmp_path / "file"))) == before
    with pytest.raises(RuleBroken, match="this one holds events"):
        put_back(archive, Place(directory=tmp_path / "again", database=table.database), clock=noon, environ={})
    assert not (tmp_path / "again").exists()


def test_a_backup_of_a_file_is_restored_into_a_database(file: Place, empty_database: str, tmp_path: Path) -> None:
    archive = tmp_path / "b.tar"
    save(file, archive, with_keys=True, now=NOON, environ={})
    table = Place(directory=tmp_path / "new", database=empty_database)
    put_back(archive, table, clock=noon, environ={})
    assert sorted(path.name for path in table.directory.iterdir()) == ["keys.db", "master.key"]
    assert (rows(table), texts(table)) == (rows(file), texts(file))


def test_erasures_reach_a_ledger_in_a_database(table: Place) -> None:
    from ledger.erasing import erase

    with opened(table) as ledger:
        assert erase(ledger, "客户-1", "K1", reason="asked", now=NOON).keys == 1
        assert ledger.find("2").data["name"] == "erased"
    assert verify(table).differences == ()
