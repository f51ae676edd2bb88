"""Opening a log where it stands: a file of its directory, or a database."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ledger.errors import NotFound
from ledger.place import Place, data_directory
from ledger.sqlite.factory import SQLiteLedgerFactory
from ledger.sqlite.opening import ledger_file

if TYPE_CHECKING:
    from ledger.postgres.factory import PostgresLedgerFactory


def log_factory(
    place: Place, *, clock: Callable[[], int], create: bool
) -> "SQLiteLedgerFactory | PostgresLedgerFactory":
    """Checked, and with `create` made where missing; the caller's to close. NotFound, Unavailable."""
    if place.database is None:
        return SQLiteLedgerFactory(ledger_file(place.directory, create=create), clock=clock)
    # What speaks to PostgreSQL loads only where a database is named.
    from ledger.postgres.address import read_address
    from ledger.postgres.factory import PostgresLedgerFactory
    from ledger.postgres.opening import ledger_database

    address = read_address(place.database)
    ledger_database(address, create=create)
    if not data_directory(place.directory, create=create):
        raise NotFound(
            f"there is no data directory {place.directory}, where the keys of this ledger would be",
            "Name the one it was made with (--data), or make an empty one to read it without its keys.",
        )
    return PostgresLedgerFactory(address, clock=clock)
