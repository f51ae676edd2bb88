"""Before a ledger is opened: is there one, is it ours, and can this SQLite hold it."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from ledger.errors import NotFound, Unavailable
from ledger.place import data_directory
from ledger.sqlite.address import address
from ledger.sqlite.failures import clear_failures
from ledger.sqlite.identity import LEDGER_FILE, check_kind, make_database
from ledger.sqlite.schema import CREATE_SWEEPING_INDEX, STATEMENTS, SWEEPING_INDEX

FILE_NAME = "ledger.db"
OLDEST_SQLITE = (3, 38, 0)  # STRICT tables, and the JSON functions always compiled in


def ledger_file(directory: Path, *, create: bool) -> Path:
    """The path of the directory's ledger.db, checked; with `create` directory and file are made where missing."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise Unavailable(
            f"this Python carries SQLite {sqlite3.sqlite_version}, which is too old",
            f"Run Guanxi with a Python that carries SQLite {'.'.join(map(str, OLDEST_SQLITE))} or newer.",
        )
    path = directory.absolute() / FILE_NAME
    data_directory(directory, create=create)
    if not path.exists():
        if not create:
            raise NotFound(
                f"there is no ledger in {directory}", "Name its directory, or record or import something first."
            )
        make_database(path, LEDGER_FILE, [(statement, ()) for statement in STATEMENTS])
    check_kind(path, LEDGER_FILE)
    if create:
        with suppress(sqlite3.OperationalError):  # it cannot be written now; without it answers are right, and slower
            _index_sweeping(path)
    return path


def is_sweeping_indexed(path: Path) -> bool:
    """Whether merges and reverts are found without a scan of the log; a file of an early version lacks the index."""
    with clear_failures(path), closing(sqlite3.connect(address(path), uri=True)) as connection:
        return _has_index(connection)


def _index_sweeping(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        if not _has_index(connection):
            connection.execute(CREATE_SWEEPING_INDEX)


def _has_index(connection: sqlite3.Connection) -> bool:
    asked = "SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = ?"
    return connection.execute(asked, (SWEEPING_INDEX,)).fetchone() is not None
