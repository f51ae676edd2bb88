"""Verifying: whatever is changed in the file is found, and the first event that differs is named."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson
import pytest

from ledger.columns import COLUMNS
from ledger.errors import Unavailable
from ledger.leaf import leaf_hash
from ledger.proof.difference import Verification
from ledger.proof.verifying import verify

Around = Callable[[Path], Any]
EVENTS = 16
VISIT = 12


def row(connection: sqlite3.Connection, position: int) -> dict[str, Any]:
    statement = f"SELECT {', '.join(COLUMNS)} FROM events WHERE position = ?"
    return dict(zip(COLUMNS, connection.execute(statement, (position,)).fetchone(), strict=True))


def flipped(value: Any) -> Any:
    """The value with one bit of its first byte, or of the number, turned over."""
    if isinstance(value, int):
        return value ^ 64
    content = value if isinstance(value, bytes) else value.encode()
    turned = bytes([content[0] ^ 1]) + content[1:]
    return turned if isinstance(value, bytes) else turned.decode()


def first(found: Verification) -> tuple[int | None, str]:
    return found.differences[0].position, found.differences[0].what


def sealed_anew(connection: sqlite3.Connection, position: int) -> None:
    """What whoever can write the file can do: a leaf that fits what stands there now."""
    stored = row(connection, position)
    head = [stored[name] for name in COLUMNS[:10]]
    leaf = leaf_hash(*head, stored["data"].encode(), stored["metadata"].encode())
    connection.execute("UPDATE events SET leaf = ? WHERE position = ?", (leaf, position))


def test_a_sound_ledger_is_verified_to_its_last_event(file: Path) -> None:
    told: list[int] = []
    found = verify(file, progress=told.append)
    assert found == Verification(events=EVENTS, differences=(), later={})
    assert sum(told) == EVENTS


@pytest.mark.parametrize("column", [name for name in COLUMNS if name != "position"])
def test_a_flipped_bit_in_any_column_is_found_and_the_event_named(file: Path, around: Around, column: str) -> None:
    with around(file) as connection:
        value = flipped(row(connection, VISIT)[column] or "x")
        connection.execute(f"UPDATE events SET {column} = ? WHERE position = ?", (value, VISIT))
    found = verify(file)
    assert found.differences[0].position == VISIT, found
    assert found.events == VISIT - 1


@pytest.mark.parametrize("column", ["source", "external_id"])
def test_a_value_taken_away_is_found(file: Path, around: Around, column: str) -> None:
    with around(file) as connection:
        connection.execute(f"UPDATE events SET {column} = NULL WHERE position = {VISIT}")
    assert first(verify(file))[0] == VISIT


def test_an_event_that_is_missing_is_named(file: Path, around: Around) -> None:
    with around(file) as connection:
        connection.execute("DELETE FROM events WHERE position = 14")
    assert first(verify(file)) == (14, "the event is missing: position 15 follows 13")


def test_a_position_that_was_moved_is_named(file: Path, around: Around) -> None:
    with around(file) as connection:
        connection.execute("UPDATE events SET position = 99 WHERE position = 16")
    assert first(verify(file))[0] == 16


REFITTED = [
    ("UPDATE events SET version = 7 WHERE position = 16", 16, "version 7 of its stream where version 3 must stand"),
    ("UPDATE events SET recorded_at = recorded_at - 9999 WHERE position = 16", 16, "before the event ahead of it"),
    ("UPDATE events SET event_id = 'x' WHERE position = 16", 16, "event_id is not one that a ledger gives"),
    ("UPDATE events SET data = '{ }' WHERE position = 16", 16, "data is not canonical JSON"),
    ("UPDATE events SET data = '{\"n\":1.5}' WHERE position = 16", 16, "data is not canonical JSON"),
    ("UPDATE events SET metadata = '{' WHERE position = 16", 16, "metadata is not canonical JSON"),
    ("UPDATE events SET subject = NULL WHERE position = 16", 16, "its subject is empty where"),
    ("UPDATE events SET subject = 'order:X' WHERE position = 16", 16, 'type and data give "order:SO-10"'),
    ("UPDATE events SET type = 'StockReported' WHERE position = 16", 16, "its data are not those of a StockReported"),
]


@pytest.mark.parametrize(("statement", "position", "what"), REFITTED)
def test_what_cannot_be_so_is_found_even_under_a_leaf_that_fits(
    file: Path, around: Around, statement: str, position: int, what: str
) -> None:
    with around(file) as connection:
        connection.execute(statement)
        sealed_anew(connection, position)
    found = verify(file)
    assert first(found)[0] == position
    assert what in first(found)[1]


def test_an_event_id_used_twice_is_found_without_its_index(file: Path, around: Around) -> None:
    with around(file) as connection:
        made = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'events'").fetchone()[0]
        rows = connection.execute("SELECT * FROM events").fetchall()
        connection.execute("DROP TABLE events")
        connection.execute(made.replace("event_id TEXT NOT NULL UNIQUE", "event_id TEXT NOT NULL"))
        connection.executemany(f"INSERT INTO events VALUES ({', '.join('?' * len(COLUMNS))})", rows)
        connection.execute(
            "UPDATE events SET event_id = (SELECT event_id FROM events WHERE position = 4) WHERE position = 6"
        )
        sealed_anew(connection, 6)
    found = verify(file)
    assert first(found) == (6, "its event_id is that of event 4 too")
    assert any("the table events is not the one a ledger has" in one.what for one in found.differences)


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("DROP TRIGGER events_never_change", "the trigger events_never_change is missing"),
        ("DROP TRIGGER events_never_go", "the trigger events_never_go is missing"),
        ("DROP TRIGGER events_stand_in_order", "the trigger events_stand_in_order is missing"),
        ("DROP INDEX events_subject", "the index events_subject is missing"),
        ("DROP INDEX events_external", "the index events_external is missing"),
        (
            "CREATE TRIGGER quiet BEFORE INSERT ON events BEGIN SELECT RAISE(IGNORE); END",
            "the trigger quiet is none of a ledger's",
        ),
    ],
)
def test_a_file_that_no_longer_guards_itself_is_found(file: Path, statement: str, what: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(statement)
    found = verify(file)
    assert first(found) == (None, what)
    assert found.events == EVENTS


def test_a_type_of_a_later_version_is_counted_and_its_leaf_checked_all_the_same(file: Path, around: Around) -> None:
    with around(file) as connection:
        connection.execute("UPDATE events SET type = 'StarsAligned', subject = 'star:1' WHERE position = 16")
        sealed_anew(connection, 16)
    assert verify(file) == Verification(events=EVENTS, differences=(), later={"StarsAligned schema 1": 1})


def test_whoever_can_write_the_file_can_write_a_leaf_that_fits(file: Path, around: Around) -> None:
    """What the leaf in the same row does not prove; the documents say so."""
    with around(file) as connection:
        stored = row(connection, 16)
        data = orjson.dumps({**orjson.loads(stored["data"]), "amount": "9.00"}).decode()
        connection.execute("UPDATE events SET data = ? WHERE position = 16", (data,))
        sealed_anew(connection, 16)
    assert verify(file).differences == ()


def everything(file: Path) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("SELECT * FROM events ORDER BY position").fetchall()


@pytest.mark.parametrize("seed", range(40))
def test_a_flipped_byte_anywhere_in_the_file_is_found_or_changes_nothing(
    sound: Path, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    content = bytearray(sound.read_bytes())
    for _ in range(8):
        content[chance.randrange(len(content))] ^= chance.randrange(1, 256)
    (tmp_path / "ledger.db").write_bytes(content)
    try:
        found = verify(tmp_path / "ledger.db")
    except Unavailable:
        return  # not even a database any more
    if not found.differences:
        assert everything(tmp_path / "ledger.db") == everything(sound)


@pytest.mark.parametrize("pages", [2, 5])
def test_a_file_cut_short_is_found(sound: Path, tmp_path: Path, pages: int) -> None:
    short = tmp_path / "ledger.db"
    short.write_bytes(sound.read_bytes()[: pages * 4096])
    with pytest.raises(Unavailable, match="damaged"):
        verify(short)
