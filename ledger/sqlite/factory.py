"""eventsourcing's infrastructure factory for a ledger in an SQLite file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from eventsourcing.sqlite import SQLiteFactory

from ledger.sqlite.datastore import LedgerDatastore
from ledger.sqlite.recorder import SQLiteLedgerRecorder


class SQLiteLedgerFactory(SQLiteFactory):
    """Makes the recorder; everything is given, nothing is read from the environment."""

    def __init__(self, path: Path, *, clock: Callable[[], int]) -> None:
        super().__init__({self.SQLITE_DBNAME: str(path), self.ORIGINATOR_ID_TYPE: "text"})
        self.datastore.close()
        self.datastore: LedgerDatastore = LedgerDatastore(path)
        self._recorder = SQLiteLedgerRecorder(self.datastore, clock=clock)

    def application_recorder(self) -> SQLiteLedgerRecorder:
        return self._recorder


@contextmanager
def recorder_of(path: Path) -> Iterator[SQLiteLedgerRecorder]:
    """The recorder of a ledger.db that is there, for a question or two."""
    factory = SQLiteLedgerFactory(path, clock=lambda: 0)
    try:
        yield factory.application_recorder()
    finally:
        factory.close()
