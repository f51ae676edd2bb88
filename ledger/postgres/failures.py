"""What PostgreSQL's failures mean to the person in front of them: one sentence and a remedy each."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import psycopg_pool
from eventsourcing.persistence import IntegrityError, PersistenceError

from ledger.errors import Unavailable
from ledger.postgres.address import Address

REACH = "Check host and port, and that the server is running and lets this machine in."
LOST = (
    "the connection to {place} was lost",
    "Nothing is half-written: look whether it is there, and record it again if not.",
)
# What a server says before anybody is let in has no code; the first that is found in it.
AT_THE_DOOR = (
    ("password authentication failed", "{place} does not take this user and password", "Check both in the URL."),
    ("no password supplied", "{place} asks for a password", "Put it into the URL, or set PGPASSWORD."),
    ("pg_hba.conf", "{place} lets nobody in from here as this user", "Ask who keeps the server."),
    ('FATAL: role "', "{place} does not know this user", "Check the user in the URL, or make it: createuser."),
    ('FATAL: database "', "there is no such database: {place}", "Check its name in the URL, or make it: createdb."),
    ("too many", "{place} has no connection free", "Try again, or let the server have more (max_connections)."),
    ("connection slots", "{place} has no connection free", "Try again, or let the server have more (max_connections)."),
)
# By the beginning of the code; the first that fits.
MEANINGS = (
    ("55P03", "{place} is being written by another process and did not become free in time", "Try again later."),
    ("57014", "{place} ended the question before it was answered", "Try again."),
    ("53100", "{place} cannot grow: the disk is full", "Free some space; nothing was lost."),
    ("53", "{place} has no resources left", "Try again later; nothing was lost."),
    ("25006", "{place} cannot be written", "It is a standby or read-only: name the primary."),
    ("42501", "this user may not do that in {place}", "Grant it what its owner may, or name the owner in the URL."),
    ("42P01", "{place} holds no ledger any more", "Name another database, or restore it from a backup."),
    ("3F000", "{place} holds no ledger any more", "Name another database, or restore it from a backup."),
    ("XX00", "{place} is damaged", "Restore it from a backup."),
    ("08", *LOST),
    ("57P", *LOST),
)


@contextmanager
def clear_failures(address: Address) -> Iterator[None]:
    """Turn a failure of this database into Unavailable. A broken constraint passes: its cause is a race."""
    try:
        yield
    except (psycopg.IntegrityError, IntegrityError):
        raise
    except (psycopg.Error, PersistenceError) as error:
        raise _unavailable(address, error) from None  # what stands behind may show the password


def refused_at_the_door(address: Address, error: psycopg.OperationalError) -> Unavailable:
    """Why nobody was let in, for a connection that could not be made at all."""
    said = " ".join(str(error).split())
    for part, what, remedy in AT_THE_DOOR:
        if part in said:
            return Unavailable(what.format(place=address), remedy)
    return Unavailable(f"{address} cannot be reached: {address.without_secrets(_reason(said))}", REACH)


def _reason(said: str) -> str:
    """The end of what libpq says, which begins with the place and ends with advice."""
    reason = said.rpartition("failed: ")[2].partition(" Is the server running")[0]
    return reason[:1].lower() + reason[1:]


def _unavailable(address: Address, error: Exception) -> Unavailable:
    origin = error if isinstance(error, psycopg.Error) else error.__cause__
    if isinstance(origin, (psycopg_pool.PoolTimeout, psycopg_pool.PoolClosed)):
        return Unavailable(f"{address} cannot be reached just now", REACH)
    code = (origin.sqlstate if isinstance(origin, psycopg.Error) else None) or ""
    for beginning, what, remedy in MEANINGS:
        if code.startswith(beginning):
            return Unavailable(what.format(place=address), remedy)
    if not code and isinstance(origin, (psycopg.OperationalError, psycopg.InterfaceError)):
        what, remedy = LOST
        return Unavailable(what.format(place=address), remedy)
    said = address.without_secrets(" ".join(str(error).split()))
    return Unavailable(f"{address} cannot be used: {said}", "Check the server and its log.")
