"""The access log: every row in its place, and any change to one of them found."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from ledger.access_log.access import Access
from ledger.access_log.file import COLUMNS, AccessLog
from ledger.access_log.verifying import verify_access_log
from ledger.errors import Unavailable

NAMES = COLUMNS.split(", ")


def access(number: int = 0, **parts: object) -> Access:
    given = {"kind": "reading", "actor": "local", "what": f"guanxi events {number}", "position": number, **parts}
    return Access(**given)  # type: ignore[arg-type]


@pytest.fixture
def log(tmp_path: Path) -> Iterator[AccessLog]:
    """Its clock runs backwards."""
    times = iter(range(1_000_000, 0, -1))
    with closing(AccessLog(tmp_path, clock=lambda: next(times))) as log:
        yield log


@pytest.fixture
def file(log: AccessLog, tmp_path: Path) -> Path:
    """Of three rows."""
    log.note(access(1))
    log.note(access(2, kind="export", actor="anna", customer="C-1"))
    log.note(access(3, kind="compliance", customer="C-1", contact_id="K1"))
    log.close()
    return tmp_path / "access.db"


def test_nothing_is_made_before_something_is_noted(log: AccessLog, tmp_path: Path) -> None:
    assert log.rows() == []
    assert verify_access_log(tmp_path / "access.db").rows == 0
    assert list(tmp_path.iterdir()) == []


def test_rows_come_as_they_were_noted_each_later_than_the_one_before(log: AccessLog, file: Path) -> None:
    rows = log.rows()
    assert [row.number for row in rows] == [1, 2, 3]
    assert [row.access.kind for row in rows] == ["reading", "export", "compliance"]
    assert [row.at for row in rows] == [1_000_000, 1_000_001, 1_000_002]
    assert [row.number for row in log.rows(customer="C-1")] == [2, 3]
    assert [row.number for row in log.rows(customer="C-1", contact_id="K1")] == [3]
    assert [row.number for row in log.rows(after=1, limit=1)] == [2]


def test_it_is_for_its_owner_alone(file: Path) -> None:
    assert file.stat().st_mode & 0o777 == 0o600


def test_two_that_note_at_once_lose_nothing(tmp_path: Path) -> None:
    def note() -> None:
        with closing(AccessLog(tmp_path, clock=lambda: 5)) as log:
            for number in range(40):
                log.note(access(number))

    threads = [Thread(target=note) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = verify_access_log(tmp_path / "access.db")
    assert (found.rows, found.differences) == (120, ())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE access_log SET actor = 'x' WHERE number = 1",
        "DELETE FROM access_log WHERE number = 3",
        "INSERT INTO access_log SELECT 5, at + 1, kind, actor, what, position, NULL, NULL, hash FROM access_log",
        "INSERT INTO access_log SELECT 4, 7, kind, actor, what, position, NULL, NULL, hash FROM access_log LIMIT 1",
    ],
)
def test_the_file_refuses_to_be_changed(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)


Change = Callable[[sqlite3.Connection], object]


@pytest.mark.parametrize("column", NAMES)
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_changed_value_is_found_in_its_row(file: Path, column: str, number: int) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        ((value,),) = connection.execute(f"SELECT {column} FROM access_log WHERE number = ?", (number,)).fetchall()
        changed = {"kind": "export" if value == "reading" else "reading", "number": 9, "hash": bytes(32)}.get(
            column, value + 1 if isinstance(value, int) else f"{value}x"
        )
        connection.execute(f"UPDATE access_log SET {column} = ? WHERE number = ?", (changed, number))
        for _, statement in triggers:
            connection.execute(statement)
    found = verify_access_log(file)
    assert found.rows == number - 1
    assert found.differences[0].what.startswith(f"row {number} of the access log: ") or (column, number) == (
        "number",
        3,
    )


def test_a_file_that_no_longer_guards_itself_is_found(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TRIGGER access_log_never_shrinks")
    assert [one.what for one in verify_access_log(file).differences] == [
        "the trigger access_log_never_shrinks is missing"
    ]


def test_a_row_that_cannot_be_written_says_that_nothing_is_shown(log: AccessLog, tmp_path: Path) -> None:
    (tmp_path / "access.db").write_text("dear diary")
    with pytest.raises(Unavailable, match="is not an SQLite database, and what is not noted there is not shown"):
        log.note(access())
