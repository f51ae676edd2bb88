"""Before a ledger is opened: can its database be reached, is there one, is it ours."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg

from ledger.errors import NotFound
from ledger.postgres.address import Address
from ledger.postgres.datastore import CONNECT_SECONDS
from ledger.postgres.failures import clear_failures, refused_at_the_door
from ledger.postgres.identity import check_server, make_ledger
from ledger.postgres.schema import LEDGER_SCHEMA


def ledger_database(address: Address, *, create: bool) -> None:
    """Check the database; with `create` an empty ledger is made where there is none."""
    with connected(address) as connection:
        if LEDGER_SCHEMA.stands(connection, address):
            return
        if not create:
            raise NotFound(f"there is no ledger in {address}", "Check its name, or record or import something first.")
        with connection.transaction():
            make_ledger(connection, address)


@contextmanager
def connected(address: Address) -> Iterator[psycopg.Connection[Any]]:
    """One connection for a few statements, each on its own; its failures come out as Unavailable."""
    with closing(connect(address)) as connection, clear_failures(address):
        check_server(connection, address)
        yield connection


def connect(address: Address) -> psycopg.Connection[Any]:
    """A connection outside the pool. Unavailable says why there is none, which a pool would keep to itself."""
    given: dict[str, Any] = {"connect_timeout": CONNECT_SECONDS, **address.parameters}
    try:
        return psycopg.connect(**given, autocommit=True)
    except psycopg.OperationalError as error:
        raise refused_at_the_door(address, error) from None
