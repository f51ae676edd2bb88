"""One rebuild at a time for a file of views: a lock the system takes back whatever happens to the process."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ledger.errors import Unavailable


@contextmanager
def only_rebuild(views: Path) -> Iterator[None]:
    """Hold the lock beside `views`; Unavailable while another process holds it.

    The lock is SQLite's own, on an empty file: it works wherever the views do. The file stays where it is: taking it
    away would let two rebuilds lock two files of one name.
    """
    path = views.with_name(f"{views.name}.rebuild-lock")
    try:
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise Unavailable(
                f"{path} cannot be used: {error}", "Make the directory writable for this user", str(views.parent)
            ) from error
        raise Unavailable(
            "another rebuild of these views is running",
            "Wait until it is done; the views can be read meanwhile",
            str(views.parent),
        ) from None
