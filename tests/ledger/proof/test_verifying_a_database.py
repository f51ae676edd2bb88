"""Verifying a ledger in a database: whatever is changed there is found, and the first event that differs is named."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from ledger.columns import COLUMNS
from ledger.copying.ledger_copy import copy_ledger
from ledger.place import Place
from ledger.proof.difference import Verification
from ledger.proof.verifying import verify
from tests.postgres.server import Server, start, stop

EVENTS, VISIT = 16, 12
OPEN = (
    "ALTER TABLE guanxi.events DISABLE TRIGGER ALL",
    "GRANT ALL ON guanxi.events TO CURRENT_USER",
)
SHUT = (
    "ALTER TABLE guanxi.events ENABLE ALWAYS TRIGGER events_never_change",
    "ALTER TABLE guanxi.events ENABLE ALWAYS TRIGGER events_stand_in_order",
)


@pytest.fixture
def table(sound: Path, database: str, tmp_path: Path) -> Place:
    """The sound ledger, in a database."""
    place = Place(directory=tmp_path, database=database)
    copy_ledger(Place(directory=sound.parent), place, environ={})
    return place


@pytest.fixture
def anybody(table: Place) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(table.database or "", autocommit=True) as connection:
        yield connection


def change(anybody: psycopg.Connection[Any], statement: str) -> None:
    """Around the triggers, and nothing to be seen of it afterwards."""
    for each in (*OPEN, statement, *SHUT):
        anybody.execute(each)  # type: ignore[call-overload]


def first(found: Verification) -> tuple[int | None, str]:
    return found.differences[0].position, found.differences[0].what


def test_a_sound_ledger_is_verified_to_its_last_event(table: Place) -> None:
    told: list[int] = []
    assert verify(table, progress=told.append) == Verification(events=EVENTS, differences=(), later={})
    assert sum(told) == EVENTS


def test_a_new_ledger_is_sound_on_every_server_there_is(postgres: Server, tmp_path: Path) -> None:
    from ledger.application import open_ledger

    newer = start(version=18)
    try:
        place = Place(directory=tmp_path, database=newer.url("postgres"))
        open_ledger(place).close()
        assert verify(place) == Verification(events=0, differences=(), later={})
    finally:
        stop(newer)


@pytest.mark.parametrize("column", [name for name in COLUMNS if name != "position"])
def test_another_value_in_any_column_is_found_and_the_event_named(
    table: Place, anybody: psycopg.Connection[Any], column: str
) -> None:
    numbers = {"version", "schema", "occurred_at", "recorded_at"}
    other = f"{column} # 64" if column in numbers else "overlay(leaf placing 'x' from 1)"
    if column not in {*numbers, "leaf"}:
        other = f"'x' || coalesce({column}, '')"
    change(anybody, f"UPDATE guanxi.events SET {column} = {other} WHERE position = {VISIT}")
    assert first(verify(table))[0] == VISIT


def test_an_event_that_is_gone_is_missed(table: Place, anybody: psycopg.Connection[Any]) -> None:
    change(anybody, "DELETE FROM guanxi.events WHERE position = 5")
    assert first(verify(table)) == (5, "the event is missing: position 6 follows 4")


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("DROP TRIGGER events_never_change ON guanxi.events", "the trigger events_never_change is missing"),
        (
            "ALTER TABLE guanxi.events DISABLE TRIGGER ALL",
            "the trigger events_never_change is not the one a ledger has",
        ),
        (
            "ALTER TABLE guanxi.events ENABLE TRIGGER events_stand_in_order",
            "the trigger events_stand_in_order is not the one a ledger has",
        ),
        (
            "CREATE OR REPLACE FUNCTION guanxi.refuse_change() RETURNS trigger LANGUAGE plpgsql "
            "AS 'BEGIN RETURN NULL; END'",
            "the trigger events_never_change is not the one a ledger has",
        ),
        ("DROP INDEX guanxi.events_external", "the index events_external is missing"),
        ("ALTER TABLE guanxi.events ADD COLUMN extra text", "the column extra is none of a ledger's"),
        ("ALTER TABLE guanxi.events DROP CONSTRAINT events_leaf_check", "the constraint events_leaf_check is missing"),
    ],
)
def test_a_table_that_no_longer_guards_itself_is_found(
    table: Place, anybody: psycopg.Connection[Any], statement: str, what: str
) -> None:
    anybody.execute(statement)  # type: ignore[call-overload]
    found = verify(table)
    assert (found.events, first(found)) == (EVENTS, (None, what))


def test_a_missing_index_that_only_serves_speed_is_no_difference(
    table: Place, anybody: psycopg.Connection[Any]
) -> None:
    anybody.execute("DROP INDEX guanxi.events_sweeping")
    assert verify(table).differences == ()
