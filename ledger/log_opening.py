"""Opening a log where it stands: a file of its directory, or a database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ledger.errors import NotFound
from ledger.place import Place, data_directory
from ledger.recorder import LedgerRecorder
from ledger.sqlite.factory import SQLiteLedgerFactory
from ledger.sqlite.opening import FILE_NAME, ledger_file

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


@contextmanager
def opened_log(place: Place, *, create: bool = False) -> Iterator[LedgerRecorder]:
    """The log by itself, without its keys. NotFound, Unavailable."""
    factory = log_factory(place, clock=lambda: 0, create=create)
    try:
        yield factory.application_recorder()
    finally:
        factory.close()


def named(place: Place) -> str:
    """Where the log stands, for a message: the path of a file, or a database without its password."""
    if place.database is None:
        return str(place.directory.absolute() / FILE_NAME)
    from ledger.postgres.address import read_address

    return str(read_address(place.database))
