"""The ledger in a database: append-only by itself, recognised, and clear when it cannot be used."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from ledger.application import open_ledger
from ledger.errors import NotFound, Unavailable
from ledger.log_row import Entry
from ledger.place import Place
from ledger.postgres import identity
from ledger.postgres.address import read_address
from ledger.postgres.datastore import LedgerDatastore
from ledger.postgres.opening import ledger_database
from ledger.postgres.recorder import PostgresLedgerRecorder
from ledger.postgres.statements import BROUGHT_TO, PAGE_TYPES, RAW_OF_STREAMS
from tests.postgres.server import PASSWORD, Server

NOON = 1_741_953_600_000_000  # 2025-03-14T12:00:00Z


def entry(version: int, stream: str = "A") -> Entry:
    event_id = f"0192f0aa-0000-7000-8000-{version:012d}"
    return Entry(event_id, stream, version, "OrderPlaced", 1, NOON, None, None, None, b"{}", b"{}", None)


@pytest.fixture
def recorder(database: str) -> Iterator[PostgresLedgerRecorder]:
    """Over a log with two events."""
    datastore = LedgerDatastore(read_address(database))
    recorder = PostgresLedgerRecorder(datastore, clock=lambda: NOON)
    recorder.append([entry(1), entry(2)])
    yield recorder
    datastore.close()


@pytest.fixture
def anybody(database: str, recorder: PostgresLedgerRecorder) -> Iterator[psycopg.Connection]:
    """The owner of the database, who may do everything, also give back to itself what was taken from it."""
    with psycopg.connect(database, autocommit=True) as connection:
        yield connection


def copy(position: object, version: int, recorded_at: str = "recorded_at") -> str:
    return (
        f"INSERT INTO guanxi.events SELECT {position}, 'new', stream, {version}, type, schema, 0, {recorded_at}, "
        "NULL, NULL, data, metadata, leaf, subject FROM guanxi.events WHERE position = 1"
    )


@pytest.mark.parametrize("rights", ["as they are", "granted again", "as a replica"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE guanxi.events SET data = '{}' WHERE position = 1",
        "DELETE FROM guanxi.events WHERE position = 2",
        "DELETE FROM guanxi.events WHERE position = 99",
        "TRUNCATE guanxi.events",
        f"{copy(1, 1)} ON CONFLICT (position) DO UPDATE SET data = '{{}}'",
        "MERGE INTO guanxi.events USING (SELECT 1) AS one ON position = 1 WHEN MATCHED THEN DELETE",
        copy(1, 3),
        copy(4, 3),
        copy(3, 4),
        copy(3, 2),
        copy(3, 3, "recorded_at - 1"),
        copy("NULL", 3),
    ],
)
def test_the_database_itself_refuses_to_change_or_disorder_what_stands(
    anybody: psycopg.Connection, statement: str, rights: str
) -> None:
    before = anybody.execute("SELECT * FROM guanxi.events ORDER BY position").fetchall()
    if rights == "granted again":
        anybody.execute("GRANT ALL ON guanxi.events TO CURRENT_USER")
    if rights == "as a replica":
        anybody.execute("SET session_replication_role = replica")
    with pytest.raises((psycopg.IntegrityError, psycopg.errors.InsufficientPrivilege)):
        anybody.execute(statement)
    assert anybody.execute("SELECT * FROM guanxi.events ORDER BY position").fetchall() == before


def test_an_event_that_runs_on_is_taken_whoever_writes_it(anybody: psycopg.Connection) -> None:
    anybody.execute(copy(3, 3))
    assert anybody.execute("SELECT max(position) FROM guanxi.events").fetchone() == (3,)


def test_rights_to_change_are_nobodys(administrator: psycopg.Connection, anybody: psycopg.Connection) -> None:
    granted = anybody.execute(
        "SELECT DISTINCT privilege_type FROM information_schema.role_table_grants WHERE table_schema = 'guanxi'"
    ).fetchall()
    assert not {"UPDATE", "DELETE", "TRUNCATE"} & {kind for (kind,) in granted}


def test_where_there_is_none_none_is_made_by_looking(empty_database: str, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="there is no ledger in the database"):
        open_ledger(Place(directory=tmp_path, database=empty_database), create=False)
    with psycopg.connect(empty_database) as connection:
        assert connection.execute("SELECT to_regnamespace('guanxi')").fetchone() == (None,)


def test_without_its_data_directory_it_is_not_opened(database: str, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"no data directory .*gone, where the keys"):
        open_ledger(Place(directory=tmp_path / "gone", database=database), create=False)
    assert not (tmp_path / "gone").exists()


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("CREATE TABLE orders (id int)", "holds something else than a ledger: public.orders"),
        ('CREATE VIEW "My view" AS SELECT 1', 'holds something else than a ledger: public."My view"'),
        ("CREATE SCHEMA guanxi", "has a schema guanxi that holds no ledger of ours"),
    ],
)
def test_a_database_of_somebody_else_is_left_alone(empty_database: str, statement: str, what: str) -> None:
    with psycopg.connect(empty_database, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[call-overload]
        with pytest.raises(Unavailable, match=what):
            ledger_database(read_address(empty_database), create=True)
        assert connection.execute("SELECT to_regclass('guanxi.events')").fetchone() == (None,)


def test_a_ledger_is_opened_whatever_stands_beside_it(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("CREATE TABLE public.orders (id int)")
    ledger_database(read_address(database), create=True)


def test_a_newer_layout_is_refused(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("COMMENT ON SCHEMA guanxi IS 'Guanxi ledger, layout 2'")
    with pytest.raises(Unavailable, match=r"written by a newer Guanxi \(layout 2, this one knows up to 1\)"):
        ledger_database(read_address(database), create=True)


def test_an_old_server_is_refused(empty_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "OLDEST_SERVER", 99)
    with pytest.raises(Unavailable, match=r"is PostgreSQL \d\d, which is too old") as refused:
        ledger_database(read_address(empty_database), create=True)
    assert "PostgreSQL 99 or newer" in refused.value.remedy


def test_a_database_that_cannot_hold_every_name_is_refused(postgres: Server, administrator: psycopg.Connection) -> None:
    administrator.execute("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1'")
    try:
        with pytest.raises(Unavailable, match="keeps its text in LATIN1"):
            ledger_database(read_address(postgres.url("latin")), create=True)
    finally:
        administrator.execute("DROP DATABASE latin")


def test_who_is_not_let_in_hears_why(postgres: Server, empty_database: str, database_name: str) -> None:
    for url, what in (
        (postgres.url_by_network(database_name, "wrong-horse"), "does not take this user and password"),
        (postgres.url_by_network("nowhere"), "there is no such database: the database nowhere at 127.0.0.1"),
        (postgres.url(database_name).replace("//guanxi@", "//nobody@"), "does not know this user"),
        (postgres.url_by_network(database_name).replace(":s3cret%3A%40%2Fword@", "@"), "asks for a password"),
    ):
        with pytest.raises(Unavailable, match=what) as refused:
            ledger_database(read_address(url), create=True)
        assert "wrong-horse" not in str(refused.value)
    ledger_database(read_address(postgres.url_by_network(database_name, PASSWORD)), create=True)


def test_who_may_not_make_a_ledger_hears_what_is_missing(
    postgres: Server, empty_database: str, administrator: psycopg.Connection
) -> None:
    administrator.execute("CREATE ROLE reader LOGIN")
    try:
        with pytest.raises(Unavailable, match="this user may not do that in the database"):
            ledger_database(read_address(empty_database.replace("//guanxi@", "//reader@")), create=True)
    finally:
        administrator.execute("DROP ROLE reader")


HANG_UP = "SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity WHERE datname = %s"  # and wait until it is


def test_a_connection_lost_in_the_middle_leaves_nothing_half_written(
    recorder: PostgresLedgerRecorder, administrator: psycopg.Connection, database_name: str
) -> None:
    def write() -> None:
        with recorder.writing() as writing:
            writing.append([entry(3), entry(4)], NOON)
            administrator.execute(HANG_UP, (database_name,))
            writing.append([entry(5)], NOON)

    with pytest.raises(Unavailable, match=r"the connection to the database .* was lost"):
        write()
    assert recorder.max_notification_id() == 2
    assert recorder.append([entry(3)]).first_position == 3


def test_an_idle_connection_that_was_lost_is_made_again_unnoticed(
    recorder: PostgresLedgerRecorder, administrator: psycopg.Connection, database_name: str
) -> None:
    for version in (3, 4):
        administrator.execute(HANG_UP, (database_name,))
        assert recorder.append([entry(version)]).first_position == version


def test_a_log_that_others_write_for_too_long_is_called_busy(
    recorder: PostgresLedgerRecorder, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.postgres.datastore.SETTINGS", "SET lock_timeout = '20ms'")
    impatient = PostgresLedgerRecorder(LedgerDatastore(read_address(database)), clock=lambda: NOON)
    with recorder.writing(), pytest.raises(Unavailable, match="being written by another process"):
        impatient.append([entry(3)])
    assert impatient.append([entry(3)]).first_position == 3
    impatient.datastore.close()


def test_a_ledger_that_was_dropped_meanwhile_is_missed(
    recorder: PostgresLedgerRecorder, anybody: psycopg.Connection
) -> None:
    anybody.execute("DROP SCHEMA guanxi CASCADE")
    with pytest.raises(Unavailable, match="holds no ledger any more"):
        recorder.append([entry(3)])


def test_a_follower_hears_again_after_its_connection_was_lost(
    recorder: PostgresLedgerRecorder, administrator: psycopg.Connection, database_name: str
) -> None:
    with recorder.subscribe(gt=0) as subscription:
        assert [row.id for row in subscription.batch()] == [1, 2]
        assert subscription.batch(seconds=0.01) == ()
        for version in (3, 4, 5):
            administrator.execute(HANG_UP, (database_name,))
            recorder.append([entry(version)])
            assert [row.id for row in subscription.batch(seconds=60)] == [version]


def test_every_connection_is_durable_even_where_the_user_is_set_not_to_be(
    administrator: psycopg.Connection, database: str
) -> None:
    administrator.execute("ALTER ROLE guanxi SET synchronous_commit = off")
    try:
        datastore = LedgerDatastore(read_address(database))
        with datastore.snapshot() as cursor:
            assert cursor.execute("SHOW synchronous_commit").fetchone() == ("on",)
        datastore.close()
    finally:
        administrator.execute("ALTER ROLE guanxi RESET synchronous_commit")


def test_some_streams_are_read_by_their_index_whatever_the_planner_expects(
    recorder: PostgresLedgerRecorder, anybody: psycopg.Connection
) -> None:
    """Plans are made once for all values; one that reads the log by position reads all of it for each stream."""
    recorder.append([entry(n)._replace(stream=f"S-{n % 20}", version=n // 20) for n in range(20, 2020)])
    anybody.execute("ANALYZE guanxi.events")
    for setting in ("enable_seqscan", "enable_hashjoin", "enable_mergejoin"):
        anybody.execute(f"SET {setting} = off")  # type: ignore[call-overload]
    of_some_types = RAW_OF_STREAMS.format(types=PAGE_TYPES)
    for statement in (RAW_OF_STREAMS.format(types=""), of_some_types, BROUGHT_TO):
        told = anybody.pgconn.exec_(f"EXPLAIN (GENERIC_PLAN) {statement}".encode())
        plan = b" ".join(told.get_value(row, 0) or b"" for row in range(told.ntuples)).decode()
        assert "events_stream_version_key" in plan
        assert "events_pkey" not in plan
