"""Views in the database that holds the log: the rows of a file, for everybody who reads there."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import psycopg
import pytest

from api.cli.main import outcome
from ledger.application import Ledger, open_ledger
from ledger.errors import NotFound, Unavailable
from ledger.place import Place
from projections import answers
from projections.clocks import resolve
from projections.follower.follower import Follower
from projections.follower.rebuild import Means, rebuild
from projections.replay.workers import Workers
from projections.views.examples import EXAMPLES
from projections.views.postgres.granting import grant
from projections.views.progress_table import PROGRESS
from projections.views.sqlite.file import ViewsFile
from projections.views.store import Views, views_of
from projections.views.tables import TABLES
from tests.postgres.server import Server
from tests.views.conftest import Clock, Tell
from tests.views.kept import contents, unlike
from tests.views.stores import reader, run
from tests.views.test_views_page import FOUND

PATIENCE = 30.0
TYPES = {"TEXT": "text", "INTEGER": "bigint", "REAL": "double precision"}


@pytest.fixture
def place(database: str, tmp_path: Path) -> Place:
    return Place(directory=tmp_path / "data", database=database)


@pytest.fixture
def views(ledger: Ledger) -> Views:
    return views_of(ledger)


@pytest.fixture
def role(administrator: psycopg.Connection) -> Iterator[str]:
    """One that may do nothing yet; its name needs quoting."""
    administrator.execute('CREATE ROLE "BI tool" LOGIN')
    yield "BI tool"
    administrator.execute('DROP ROLE "BI tool"')


def in_a_file(ledger: Ledger, place: Path, clock: Clock) -> dict[str, object]:
    """What views in a file would hold now."""
    rebuild(ledger, ViewsFile(place), clock=clock)
    return contents(ViewsFile(place))


def test_rebuilt_by_two_processes_and_followed_they_hold_the_rows_of_a_file(
    ledger: Ledger, place: Place, views: Views, book: None, tell: Tell, clock: Clock, tmp_path: Path
) -> None:
    with Workers(partial(open_ledger, place, create=False), 2) as two:
        rebuild(ledger, views, clock=clock, means=Means(workers=two, in_memory=1))
    assert unlike(contents(views), in_a_file(ledger, tmp_path / "one.db", clock)) == []
    follower = Follower(ledger, views, clock=clock)
    follower.start()
    try:
        tell("C-1", "OrderPlaced", order_id="O20", amount="5.00", currency="EUR")
        tell("C-2", "ProfileChanged", name="New name")
        tell("C-9", "CustomerRegistered", name='华东机电 \\ "quoted"\t', currency="CNY")
        assert follower.wait_for(tell("C-2", "CallMade", contact_ids=["K1"]).position, PATIENCE)
    finally:
        follower.stop()
    assert unlike(contents(views), in_a_file(ledger, tmp_path / "two.db", clock)) == []


def test_answers_are_read_there(ledger: Ledger, views: Views, book: None, clock: Clock) -> None:
    clocks = resolve(ledger, now=clock())
    expected = answers.whole_book(ledger, clocks)
    rebuild(ledger, views, clock=clock)
    assert answers.whole_book(ledger, clocks) == expected
    run(ledger, "UPDATE {t}standing_1 SET name = 'seen'")
    assert {row["name"] for row in answers.whole_book(ledger, clocks)} == {"seen"}


def test_views_that_somebody_drops_come_back(
    ledger: Ledger, views: Views, book: None, tell: Tell, clock: Clock
) -> None:
    follower = Follower(ledger, views, clock=clock)
    follower.start()
    try:
        assert follower.wait_for(ledger.last()[0], PATIENCE)
        run(ledger, "DROP SCHEMA guanxi_views, guanxi_generations CASCADE")
        assert len(answers.whole_book(ledger, resolve(ledger, now=clock()))) == 2
        assert follower.wait_for(tell("C-1", "CallMade", contact_ids=["K1"]).position, PATIENCE)
    finally:
        follower.stop()
    assert contents(views)["position"] == ledger.last()[0]


def test_columns_are_typed_and_questions_of_the_page_answered(
    ledger: Ledger, views: Views, book: None, clock: Clock
) -> None:
    rebuild(ledger, views, clock=clock)
    with reader(ledger) as connection:
        shown = connection.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns "
            "WHERE table_schema = 'guanxi_views' ORDER BY table_name, ordinal_position"
        ).fetchall()
        assert shown == [
            (table.name, column.name, TYPES[column.type])
            for table in sorted((*TABLES, PROGRESS), key=lambda table: table.name)
            for column in table.columns
        ]
        assert [bool(connection.execute(one.sql).fetchall()) for one in EXAMPLES] == FOUND


def test_a_role_reads_the_public_names_and_nothing_else_across_rebuilds(
    ledger: Ledger, views: Views, book: None, tell: Tell, clock: Clock, role: str, postgres: Server
) -> None:
    assert ledger.database is not None
    views.make()
    grant(ledger.database, role)
    for number in range(2):
        tell("C-1", "OrderPlaced", order_id=f"N{number}", amount="5.00", currency="EUR")
        rebuild(ledger, views, clock=clock)
        given = {**ledger.database.address.parameters, "user": role}
        with psycopg.connect(**given, autocommit=True) as connection:  # type: ignore[arg-type]
            position = connection.execute("SELECT position FROM guanxi_views.progress").fetchone()
            assert position == (ledger.last()[0],)
            assert connection.execute("SELECT count(*) FROM guanxi_views.standing").fetchone() == (2,)
            for table in ("guanxi.events", "guanxi_generations.generations"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(f"SELECT FROM {table}")  # type: ignore[call-overload]
    with pytest.raises(NotFound, match="no role 'nobody else'"):
        grant(ledger.database, "nobody else")
    run(ledger, f'DROP OWNED BY "{role}"')


def test_a_schema_of_somebody_else_is_left_alone(ledger: Ledger, views: Views, clock: Clock) -> None:
    run(ledger, "CREATE SCHEMA guanxi_generations")
    with pytest.raises(Unavailable, match="a schema guanxi_generations that holds no views of ours"):
        rebuild(ledger, views, clock=clock)


def test_the_command_says_where_they_are(
    ledger: Ledger, place: Place, book: None, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--data", str(place.directory), "--database", place.database or ""]
    assert outcome([*where, "rebuild", "--processes", "1", "--format", "json"]) == 0
    assert '"file":null,"schema":"guanxi_views"' in capsys.readouterr().out.replace(" ", "").replace("\n", "")
    assert outcome(["--data", str(place.directory / "file"), "rebuild", "--grant", "anybody"]) == 1
    assert outcome([*where, "rebuild", "--grant", "nobody else"]) == 1
    assert capsys.readouterr().err.splitlines()[-1].startswith("error: --grant: there is no role 'nobody else'")
