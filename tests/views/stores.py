"""Both stores of views as somebody from outside sees them, who only knows SQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg

from ledger.application import Ledger
from ledger.postgres.opening import connect

STORES = ["sqlite", "postgres"]  # every store there is must pass
Reader = sqlite3.Connection | psycopg.Connection[Any]


@contextmanager
def reader(ledger: Ledger) -> Iterator[Reader]:
    """A connection under which the public names are found, each statement on its own."""
    if ledger.database is None:
        file = ledger.directory / "views.db"
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, isolation_level=None)) as connection:
            yield connection
    else:
        with closing(connect(ledger.database.address)) as connection:
            connection.execute("SET search_path = guanxi_views")
            yield connection


def one_snapshot(ledger: Ledger) -> str:
    """What begins a transaction that sees one moment."""
    return "BEGIN" if ledger.database is None else "BEGIN ISOLATION LEVEL REPEATABLE READ"


def tables(ledger: Ledger) -> set[str]:
    """The tables in which rows stand."""
    of_file = "SELECT name FROM sqlite_master WHERE type = 'table'"
    of_database = (
        "SELECT relname FROM pg_class WHERE relnamespace = 'guanxi_generations'::regnamespace AND relkind = 'r'"
    )
    with reader(ledger) as connection:
        return {name for (name,) in connection.execute(of_file if ledger.database is None else of_database).fetchall()}


def run(ledger: Ledger, statement: str) -> None:
    """Change the views behind our back; {t} stands before the name of a table."""
    if ledger.database is None:
        with closing(sqlite3.connect(ledger.directory / "views.db")) as connection, connection:
            connection.execute(statement.format(t=""))
    else:
        with closing(connect(ledger.database.address)) as connection:
            connection.execute(statement.format(t="guanxi_generations."))  # type: ignore[call-overload]
