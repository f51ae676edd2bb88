"""The ledger.db on disk: append-only by itself, durable, recognised, and clear when it cannot be used."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ledger.errors import NotFound, Unavailable
from ledger.log_row import Entry
from ledger.sqlite.datastore import LedgerDatastore
from ledger.sqlite.opening import is_sweeping_indexed, ledger_file
from ledger.sqlite.recorder import SQLiteLedgerRecorder

MakeEntry = Callable[..., Entry]


def copy(position: object, version: int) -> str:
    """Another row made of the first one, its external id included."""
    return (
        f"INTO events SELECT {position}, 'new', stream, {version}, type, schema, 0, recorded_at, 'erp', '1', "
        "data, metadata, leaf, subject FROM events WHERE position = 1"
    )


@pytest.fixture
def store() -> str:
    return "sqlite"


@pytest.fixture
def ledger_with_events(recorder: SQLiteLedgerRecorder, entry: MakeEntry) -> Path:
    recorder.append([entry("A", 1, source="erp", external_id="1"), entry("A", 2)])
    return recorder.datastore.path


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET data = '{}' WHERE position = 1",
        "UPDATE events SET position = 9 WHERE position = 2",
        "DELETE FROM events WHERE position = 2",
        "DELETE FROM events",
        f"INSERT OR REPLACE {copy(1, 1)}",
        f"INSERT OR REPLACE {copy(3, 3)}",
        "INSERT OR REPLACE INTO events SELECT 3, event_id, stream, 3, type, schema, 0, recorded_at, NULL, NULL, "
        "data, metadata, leaf, subject FROM events WHERE position = 1",
        "INSERT OR REPLACE INTO events SELECT 3, 'new', stream, 1, type, schema, 0, recorded_at, NULL, NULL, "
        "data, metadata, leaf, subject FROM events WHERE position = 1",
        f"INSERT {copy(1, 1)} ON CONFLICT (position) DO UPDATE SET data = '{{}}'",
        f"INSERT {copy(4, 3)}",
        f"INSERT {copy('NULL', 3)}",
        f"INSERT {copy(3, 4)}",
    ],
)
def test_the_file_itself_refuses_to_change_or_disorder_what_stands(
    recorder: SQLiteLedgerRecorder, ledger_with_events: Path, statement: str
) -> None:
    with closing(sqlite3.connect(ledger_with_events, isolation_level=None)) as anybody:
        before = anybody.execute("SELECT * FROM events ORDER BY position").fetchall()
    with recorder.datastore.get_connection(commit=True) as ours, pytest.raises(sqlite3.IntegrityError):
        ours.cursor().execute(statement)
    with closing(sqlite3.connect(ledger_with_events, isolation_level=None)) as anybody:
        assert anybody.execute("SELECT * FROM events ORDER BY position").fetchall() == before


def test_every_connection_is_durable_and_strict(recorder: SQLiteLedgerRecorder) -> None:
    def pragma(name: str) -> object:
        with recorder.datastore.transaction(commit=False) as cursor:
            cursor.execute(f"PRAGMA {name}")
            return cursor.fetchone()[0]

    assert pragma("synchronous") == 2  # FULL
    assert pragma("journal_mode") == "wal"
    assert pragma("recursive_triggers") == 1
    assert pragma("busy_timeout") == 60_000
    with recorder.datastore.write_lock as cursor:
        asked = ("synchronous", "recursive_triggers", "busy_timeout")
        assert [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in asked] == [2, 1, 10]


def test_columns_hold_only_values_of_their_type(recorder: SQLiteLedgerRecorder, ledger_with_events: Path) -> None:
    with recorder.datastore.get_connection(commit=True) as ours, pytest.raises(sqlite3.IntegrityError, match="TEXT"):
        ours.cursor().execute(
            "INSERT INTO events VALUES (3, 'e', x'00', 1, 't', 1, 0, 9e15, NULL, NULL, '', '', x'00', NULL)"
        )


def test_a_directory_without_a_ledger_is_not_found_and_stays_as_it_was(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="there is no ledger"):
        ledger_file(tmp_path / "nowhere", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_new_data_directory_is_for_its_owner_alone(tmp_path: Path) -> None:
    ledger_file(tmp_path / "a" / "b", create=True)
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700
    assert [file.name for file in (tmp_path / "a" / "b").iterdir()] == ["ledger.db"]


def test_opening_twice_finds_the_same_ledger(tmp_path: Path) -> None:
    first = ledger_file(tmp_path, create=True)
    made = first.stat().st_ino
    assert ledger_file(tmp_path, create=True).stat().st_ino == made
    assert ledger_file(tmp_path, create=False) == first


def refusal(directory: Path) -> str:
    with pytest.raises(Unavailable) as refused:
        ledger_file(directory, create=True)
    return refused.value.message


def test_a_file_of_an_early_version_gets_the_index_of_merges_when_it_is_opened_for_writing(tmp_path: Path) -> None:
    path = ledger_file(tmp_path / "data", create=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP INDEX events_sweeping")
    ledger_file(tmp_path / "data", create=False)
    assert not is_sweeping_indexed(path)
    ledger_file(tmp_path / "data", create=True)
    assert is_sweeping_indexed(path)


@pytest.mark.parametrize("create", [True, False])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, create: bool) -> None:
    (tmp_path / "ledger.db").write_text("dear diary, " * 500)
    with pytest.raises(Unavailable, match=r"ledger\.db is not an SQLite database"):
        ledger_file(tmp_path, create=create)
    assert (tmp_path / "ledger.db").read_text().startswith("dear diary")


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as other:
        other.execute("CREATE TABLE songs (title TEXT)")
    before = (tmp_path / "ledger.db").read_bytes()
    assert "another program" in refusal(tmp_path)
    assert (tmp_path / "ledger.db").read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["ledger.db"]


def test_a_ledger_of_a_newer_layout_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(ledger_file(tmp_path, create=True))) as newer:
        newer.execute("PRAGMA user_version = 2")
    assert "newer Guanxi (layout 2, this one knows up to 1)" in refusal(tmp_path)


def test_a_directory_where_the_file_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").mkdir()
    assert "cannot be opened" in refusal(tmp_path)


def test_a_file_where_the_directory_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    assert "the data directory" in refusal(tmp_path / "data")
    assert "the data directory" in refusal(tmp_path / "data" / "deeper")


def test_a_damaged_file_is_called_damaged(recorder: SQLiteLedgerRecorder, ledger_with_events: Path) -> None:
    recorder.datastore.close()
    with ledger_with_events.open("r+b") as file:
        file.seek(200)
        file.write(b"\xff" * 3000)
    datastore = LedgerDatastore(ledger_with_events)
    with pytest.raises(Unavailable, match="is damaged"):
        SQLiteLedgerRecorder(datastore, clock=lambda: 0).max_notification_id()
    datastore.close()


def test_a_ledger_that_stays_locked_says_so(
    recorder: SQLiteLedgerRecorder, ledger_with_events: Path, entry: MakeEntry
) -> None:
    impatient = LedgerDatastore(ledger_with_events, busy_seconds=1)
    with recorder.writing(), pytest.raises(Unavailable, match="is being written by another process"):
        SQLiteLedgerRecorder(impatient, clock=lambda: 0).append([entry("B", 1)])
    impatient.close()


def test_a_full_disk_is_called_full_and_nothing_is_left_of_the_write(
    recorder: SQLiteLedgerRecorder, ledger_with_events: Path, entry: MakeEntry
) -> None:
    def pages(limit: int) -> None:
        with recorder.datastore.write_lock as cursor:
            cursor.execute(f"PRAGMA max_page_count = {limit}")

    pages(1)  # SQLite then allows no page more than there are
    with pytest.raises(Unavailable, match="the disk is full"):
        recorder.append([entry("B", version) for version in range(1, 500)])
    pages(2**30)
    assert recorder.append([entry("B", 1)]).first_position == 3


def test_reading_goes_on_while_another_process_writes(recorder: SQLiteLedgerRecorder, ledger_with_events: Path) -> None:
    other = LedgerDatastore(ledger_with_events, busy_seconds=1)
    with recorder.writing():
        assert SQLiteLedgerRecorder(other, clock=lambda: 0).max_notification_id() == 2
    other.close()


@pytest.fixture
def anybodys_directory() -> Iterator[Path]:
    """A directory that an unprivileged user can reach; pytest's own are closed to others."""
    directory = Path(tempfile.mkdtemp())
    directory.chmod(0o755)
    yield directory
    for folder in (directory, *(inner for inner in directory.iterdir() if inner.is_dir())):
        folder.chmod(0o755)
    shutil.rmtree(directory)


@pytest.fixture
def unprivileged() -> Iterator[Callable[[], None]]:
    """Once called, the test is somebody who may not write everywhere, also where tests run as root."""
    was = os.geteuid()
    yield lambda: None if was else os.seteuid(65534)
    os.seteuid(was)


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_a_ledger_that_cannot_be_written_is_read_as_it_stands_and_says_so_to_who_would_write(
    anybodys_directory: Path, unprivileged: Callable[[], None], entry: MakeEntry
) -> None:
    directory = anybodys_directory / "data"
    ledger_file(directory, create=True).chmod(0o444)
    directory.chmod(0o555)
    unprivileged()
    assert ledger_file(directory, create=False) == directory / "ledger.db"
    recorder = SQLiteLedgerRecorder(LedgerDatastore(directory / "ledger.db"), clock=lambda: 0)
    assert recorder.max_notification_id() == 0
    with pytest.raises(Unavailable, match=r"ledger\.db cannot be written"):
        recorder.append([entry("A", 1)])
    recorder.datastore.close()


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_what_stands_only_in_the_log_of_a_file_that_cannot_be_written_is_never_passed_over(
    anybodys_directory: Path, unprivileged: Callable[[], None], entry: MakeEntry
) -> None:
    directory = anybodys_directory / "data"
    path = ledger_file(directory, create=True)
    writer = SQLiteLedgerRecorder(LedgerDatastore(path), clock=lambda: 0)
    writer.append([entry("A", 1)])
    copy = anybodys_directory / "copy"
    copy.mkdir()
    for name in ("ledger.db", "ledger.db-wal"):
        shutil.copy(directory / name, copy / name)
        (copy / name).chmod(0o444)
    writer.datastore.close()
    copy.chmod(0o555)
    unprivileged()
    recorder = SQLiteLedgerRecorder(LedgerDatastore(copy / "ledger.db"), clock=lambda: 0)
    with pytest.raises(Unavailable, match=r"ledger\.db cannot be (opened|written)"):
        recorder.max_notification_id()
    recorder.datastore.close()


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_a_directory_that_cannot_be_written_is_refused(
    anybodys_directory: Path, unprivileged: Callable[[], None]
) -> None:
    anybodys_directory.chmod(0o555)
    unprivileged()
    assert "cannot be made" in refusal(anybodys_directory)
    assert "data directory" in refusal(anybodys_directory / "deeper")
