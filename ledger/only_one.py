"""One worker at a time on the same files: a lock the system takes back whatever happens to the process."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ledger.errors import Unavailable


class Busy(Unavailable):
    """Another process works on the same files."""


@contextmanager
def only_one(lock: Path, what: str) -> Iterator[None]:
    """Hold the lock; Busy while another process holds it. what: completes "another ... is running".

    The lock is SQLite's own, on an empty file: it works wherever the ledger does. The file stays where it is: taking it
    away would let two processes lock two files of one name.
    """
    try:
        with closing(sqlite3.connect(lock, timeout=0, isolation_level=None)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise Unavailable(
                f"{lock} cannot be used: {error}", "Make the directory writable for this user", str(lock.parent)
            ) from error
        raise Busy(f"another {what} is running", "Wait until it is done; readers need not", str(lock.parent)) from None
