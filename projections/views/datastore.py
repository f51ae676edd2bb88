"""Connections to one views.db."""

from pathlib import Path

from eventsourcing.sqlite import SQLiteConnection, SQLiteConnectionPool

from ledger.sqlite.datastore import LedgerDatastore
from ledger.sqlite.identity import check_kind, make_database
from projections.views.schema import STATEMENTS, VIEWS_FILE

BUSY_SECONDS = 60
PRAGMAS = (
    "synchronous = NORMAL",  # after a power cut the views may be some events behind, and catch up
    "cache_size = -65536",
    "temp_store = MEMORY",
)


class ViewsConnectionPool(SQLiteConnectionPool):
    """Connections that need not survive a power cut: everything here can be made again from the log."""

    def _create_connection(self) -> SQLiteConnection:
        connection = super()._create_connection()
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        return connection


class ViewsDatastore(LedgerDatastore):
    """One views.db, with the transactions of a ledger: writers take the lock at the start, failures are clear."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.pool.close()
        self.pool = ViewsConnectionPool(db_name=str(path), lock_timeout=BUSY_SECONDS, pool_timeout=float(BUSY_SECONDS))


def open_views(path: Path) -> ViewsDatastore:
    """The views at this path; Unavailable for a file of somebody else."""
    check_kind(path, VIEWS_FILE)
    return ViewsDatastore(path)


def make_views(path: Path) -> None:
    """Make an empty file where there is none; for who holds the lock of rebuilds.

    What was beside a file that somebody deleted goes first: SQLite would take its log for that of the new file.
    """
    if not path.exists():
        for beside in ("-wal", "-shm"):
            path.with_name(path.name + beside).unlink(missing_ok=True)
        make_database(path, VIEWS_FILE, [(statement, ()) for statement in STATEMENTS])
