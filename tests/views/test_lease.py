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
from projections.follower.rebuild import rebuild
from projections.views.sqlite.file import ViewsFile
from projections.views.store import views_of
from tests.http.given import order, registration
from tests.http.process import SECONDS, Running, serving
from tests.http.test_serve_process import gauge
from tests.views.kept import contents, unlike

EVENTS = "/api/v1/customers/C-1/events"
HOLDER = """
SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'advisory' AND objid = 2 AND granted AND application_name LIKE 'guanxi follower %'
"""

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
    killed = holder(place)
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
    assert holder(place) == other.process.pid

    with open_ledger(place, create=False) as ledger:
        until_the_views_hold(other, ledger.last()[0])
        other.process.terminate()
        assert other.stopped() == (0, "", "")
        anew = ViewsFile(tmp_path / "anew.db")
        rebuild(ledger, anew, clock=now_micros)
        assert unlike(contents(views_of(ledger)), contents(anew)) == []
        assert set(acknowledged) <= {event.external_id for event in ledger.events(limit=10_000)}
