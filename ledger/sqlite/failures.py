"""What SQLite's failures mean to the person in front of them: one sentence and a remedy each."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eventsourcing.persistence import ConnectionUnavailableError, IntegrityError, PersistenceError

from ledger.errors import Damaged, Unavailable

BUSY = ("is being written by another process and did not become free in time", "Try again when that process is done.")
DAMAGED = ("is damaged", "Restore it from a backup.")
FOREIGN = ("is not an SQLite database", "Name another data directory, or restore the file from a backup.")
# By the beginning of SQLite's error name; the first that fits.
MEANINGS = (
    ("SQLITE_BUSY", *BUSY),
    ("SQLITE_LOCKED", *BUSY),
    ("SQLITE_READONLY", "cannot be written", "Make the file and its directory writable for this user."),
    ("SQLITE_CANTOPEN", "cannot be opened", "Check that the directory exists and is writable for this user."),
    ("SQLITE_PERM", "cannot be opened", "Make the file and its directory writable for this user."),
    ("SQLITE_AUTH", "cannot be opened", "Make the file and its directory writable for this user."),
    ("SQLITE_NOTADB", *FOREIGN),
    ("SQLITE_CORRUPT", *DAMAGED),
    ("SQLITE_FULL", "cannot grow: the disk is full", "Free some space; nothing was lost."),
    ("SQLITE_IOERR", "cannot be read or written: the disk reports an error", "Check the disk; nothing was lost."),
)


@contextmanager
def clear_failures(path: Path) -> Iterator[None]:
    """Turn a failure of the database at `path` into Unavailable. A broken constraint passes: its cause is a race."""
    try:
        yield
    except Exception as error:
        if clear := clear_failure(path, error):
            raise clear from error
        raise


def clear_failure(path: Path, error: Exception) -> Unavailable | None:
    """What is raised instead of this error; None: the error itself."""
    if isinstance(
        error, UnicodeDecodeError
    ):  # SQLite's own message quotes the damaged bytes, and Python cannot read it
        return Damaged(f"{path} {DAMAGED[0]}", DAMAGED[1])
    if isinstance(error, sqlite3.IntegrityError | IntegrityError):
        return None
    return _unavailable(path, error) if isinstance(error, sqlite3.Error | PersistenceError) else None


def _unavailable(path: Path, error: Exception) -> Unavailable:
    if isinstance(error, ConnectionUnavailableError):
        return Unavailable(f"{path} {BUSY[0]}", BUSY[1])
    origin = error if isinstance(error, sqlite3.Error) else error.__cause__
    name = getattr(origin, "sqlite_errorname", "")
    for beginning, what, remedy in MEANINGS:
        if name.startswith(beginning):
            return (Damaged if (what, remedy) in (DAMAGED, FOREIGN) else Unavailable)(f"{path} {what}", remedy)
    return Unavailable(f"{path} cannot be used: {error}", "Check the file and its directory.")
