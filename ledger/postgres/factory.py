"""eventsourcing's infrastructure factory for a ledger in a PostgreSQL database."""

from collections.abc import Callable

from eventsourcing.postgres import PostgresFactory

from ledger.postgres.address import Address
from ledger.postgres.datastore import LedgerDatastore
from ledger.postgres.recorder import PostgresLedgerRecorder

UNUSED = "given otherwise"


class PostgresLedgerFactory(PostgresFactory):
    """Makes the recorder; everything is given, nothing is read from the environment."""

    def __init__(self, address: Address, *, clock: Callable[[], int]) -> None:
        names = (self.POSTGRES_DBNAME, self.POSTGRES_HOST, self.POSTGRES_USER, self.POSTGRES_PASSWORD)
        super().__init__({**dict.fromkeys(names, UNUSED), self.ORIGINATOR_ID_TYPE: "text"})
        self.datastore.close()
        self.datastore: LedgerDatastore = LedgerDatastore(address)
        self._recorder = PostgresLedgerRecorder(self.datastore, clock=clock)

    def application_recorder(self) -> PostgresLedgerRecorder:
        return self._recorder
