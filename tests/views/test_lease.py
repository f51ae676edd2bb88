"""Several servers on one database: one moves the views, all answer and tell, another takes over when it is killed."""

import os
import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from time import monotonic, sleep

import httpx
import psycopg
import pytest

from ledger.application import now_micros, open_ledger
from ledger.place import Place
from projections.follower.follower import Follower
from projections.follower.rebuild import rebuild
from projections.views.postgres.schema import VIEWS
from projections.views.sqlite.file import ViewsFile
from projections.views.store import Views, views_of
from tests.http.given import order, registration
from tests.http.process import SECONDS, Running, serving
from tests.http.test_serve_process import gauge
from tests.views.kept import contents, unlike
from tests.views.test_killed import registered

EVENTS = "/api/v1/customers/C-1/events"
# Other tests have databases of their own on the same server, and pg_locks shows the locks of all.
LEASE = """
locktype = 'advisory' AND objid = 2 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
HOLDER = f"""
SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE {LEASE} AND granted AND application_name LIKE 'guanxi follower %'
"""
WAIT = f"SELECT pg_advisory_lock({VIEWS}::bigint << 32 | 2)"
WAITED_FOR = f"SELECT true FROM pg_locks WHERE {LEASE} AND NOT granted"
LOSE = f"SELECT pg_terminate_backend(pid) FROM pg_locks WHERE {LEASE} AND granted"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9")


@pytest.fixture
def place(database: str, tmp_path: Path) -> Place:
    return Place(directory=tmp_path / "data", database=database)


@pytest.fixture
def both(place: Place) -> Iterator[list[Running]]:
    """Two servers on one directory and one database, begun at once."""
    open_ledger(place).close()
    begun = [serving(place.directory, GUANXI_DATABASE_URL=place.database or "") for _ in range(2)]
    with ExitStack() as stack, ThreadPoolExecutor(2) as at_once:
        yield list(at_once.map(stack.enter_context, begun))


def holder(place: Place) -> int:
    """The process that moves the views, once there is one."""
    deadline = monotonic() + SECONDS
    with psycopg.connect(place.database or "", autocommit=True) as connection:
        while not (found := connection.execute(HOLDER).fetchone()):
            assert monotonic() < deadline
    return int(found[0].split()[2])


def server_of(follower: int) -> int:
    """The process that began this one; 0 where it has ended."""
    try:
        return int(Path(f"/proc/{follower}/stat").read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def until_held_by(place: Place, server: Running) -> None:
    """The follower of a killed server holds the lease for a moment longer."""
    deadline = monotonic() + SECONDS
    while server_of(holder(place)) != server.process.pid:
        assert monotonic() < deadline


def until_the_views_hold(server: Running, position: int) -> None:
    deadline = monotonic() + SECONDS
    while gauge(server, "guanxi_views_position") < position:
        assert monotonic() < deadline


def recording(server: Running, name: str, acknowledged: list[str], enough: threading.Event) -> None:
    """Record until killed."""
    try:
        for number in range(100_000):
            one = f"{name}-{number}"
            server.client.post(EVENTS, json=order(one, source="test", external_id=one)).raise_for_status()
            acknowledged.append(one)
            if enough.is_set() and number > 20:
                return
    except httpx.TransportError:
        return


def test_one_moves_the_views_the_other_tells_live_and_takes_over_when_it_is_killed(
    place: Place, both: list[Running], tmp_path: Path
) -> None:
    killed = server_of(holder(place))
    moving, other = sorted(both, key=lambda server: server.process.pid != killed)
    with other.client.stream("GET", "/api/v1/events/stream") as stream:
        lines = stream.iter_lines()
        assert next(lines).startswith("retry: ")
        position = moving.client.post(EVENTS, json=registration()).json()["position"]
        assert any(line.startswith(f'data: {{"position":{position},') for line in lines)
    until_the_views_hold(other, position)
    assert [row["code"] for row in other.client.get("/api/v1/customers").json()["items"]] == ["C-1"]

    enough, acknowledged = threading.Event(), list[str]()
    writers = [
        threading.Thread(target=recording, args=(server, f"O{number}", acknowledged, enough))
        for number, server in enumerate(both)
    ]
    for writer in writers:
        writer.start()
    wanted = random.Random(20250314).randrange(20, 60)
    while len(acknowledged) < wanted:
        sleep(0)
    moving.process.kill()
    enough.set()
    for writer in writers:
        writer.join(SECONDS)
    until_held_by(place, other)

    with open_ledger(place, create=False) as ledger:
        until_the_views_hold(other, ledger.last()[0])
        other.process.terminate()
        assert other.stopped() == (0, "", "")
        anew = ViewsFile(tmp_path / "anew.db")
        rebuild(ledger, anew, clock=now_micros)
        assert unlike(contents(views_of(ledger)), contents(anew)) == []
        assert set(acknowledged) <= {event.external_id for event in ledger.events(limit=10_000)}


def test_who_loses_the_lease_leaves_the_views_to_the_next_and_has_them_again_when_that_one_goes(place: Place) -> None:
    with open_ledger(place) as ledger, psycopg.connect(place.database or "", autocommit=True) as next_one:
        registered(ledger, "C-1")
        follower = Follower(ledger, views_of(ledger), clock=now_micros)
        follower.start()
        try:
            assert follower.wait_for(1, SECONDS)
            with views_of(ledger).lease() as lease:
                assert not lease.take()
                waiting = threading.Thread(target=next_one.execute, args=(WAIT,))
                waiting.start()
                lose_the_lease(place, once_waited_for=True)
                waiting.join(SECONDS)
                deadline = monotonic() + SECONDS
                while not follower.wait_for(1_000, 0.05):  # told by who holds it; who moves the views hears nobody
                    assert monotonic() < deadline
                    next_one.execute("SELECT pg_notify('guanxi_views', '1000')")
                assert not lease.take()
            next_one.close()
            assert holder(place) == os.getpid()
            registered(ledger, "C-2")
            until_the_rows_hold(views_of(ledger), ledger.last()[0])
        finally:
            follower.stop()
        with views_of(ledger).lease() as lease:
            assert lease.take()
            assert lease.take()
            lose_the_lease(place)
            deadline = monotonic() + SECONDS
            while lease.held():
                assert monotonic() < deadline


def lose_the_lease(place: Place, *, once_waited_for: bool = False) -> None:
    """As when the network fails between the holder and the server."""
    deadline = monotonic() + SECONDS
    with psycopg.connect(place.database or "", autocommit=True) as connection:
        while once_waited_for and not connection.execute(WAITED_FOR).fetchone():
            assert monotonic() < deadline
        assert connection.execute(LOSE).fetchall() == [(True,)]


def until_the_rows_hold(views: Views, position: int) -> None:
    deadline = monotonic() + SECONDS
    while contents(views)["position"] < position:
        assert monotonic() < deadline
