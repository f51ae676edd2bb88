"""The server as a process: one line when ready, one server for a directory, a clean stop, nothing lost when killed,
and views that follow."""

import random
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import httpx
import pytest

from api.http.serving.listening import check_host, listening_socket
from ledger.application import now_micros, open_ledger
from ledger.errors import Invalid, Unavailable
from projections.follower.rebuild import rebuild
from projections.views.sqlite.file import FILE_NAME, ViewsFile
from tests.http.given import NDJSON, lines, order, registration
from tests.http.process import SECONDS, Running, command, environment, guanxi, serving
from tests.views.kept import contents, unlike

EVENTS = "/api/v1/customers/C-1/events"


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("running")


@pytest.fixture(scope="module")
def running(directory: Path) -> Iterator[Running]:
    """One server for the tests that leave it as it is."""
    with serving(directory) as server:
        yield server


def refused_start(directory: Path, *arguments: str, **variables: str) -> str:
    """What a server says that does not start; one line."""
    ended = subprocess.run(
        command(directory, *arguments),
        capture_output=True,
        text=True,
        env=environment(**variables),
        timeout=SECONDS,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("error: ")
    assert len(ended.stderr.splitlines()) == 1
    return ended.stderr


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_is_and_stops_when_asked(tmp_path: Path, stop: signal.Signals) -> None:
    with serving(tmp_path) as server:
        assert server.client.get("/readyz").text == "ok\n"
        assert len(server.token) >= 43
        opened = httpx.get(server.link, trust_env=False)
        assert (opened.status_code, opened.headers["location"]) == (303, "/")
        server.process.send_signal(stop)
        assert server.stopped() == (0, "", "")


def test_a_second_server_on_the_directory_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    with serving(tmp_path) as first:
        message = refused_start(tmp_path, "--port", "0")
        assert f"another server (process {first.process.pid}) serves this directory" in message
        assert first.client.get("/readyz").status_code == 200
        first.process.kill()
        first.process.wait(SECONDS)
        with serving(tmp_path) as second:
            assert second.client.get("/readyz").status_code == 200


def test_a_taken_port_is_refused() -> None:
    with listening_socket(0) as taken:
        taken.listen()
        with pytest.raises(Unavailable, match="is taken by another program"):
            listening_socket(taken.getsockname()[1])


@pytest.mark.parametrize("host", ["::", "192.168.1.5", "localhost", "evil.example", "", "127.0.0.1 ", "127.1"])
def test_every_other_host_is_refused(host: str) -> None:
    with pytest.raises(Invalid, match="would open the ledger to the network"):
        check_host(host)


def test_the_refusal_says_what_another_host_would_need(tmp_path: Path) -> None:
    message = refused_start(tmp_path, "--host", "0.0.0.0", "--port", "0")
    assert "identity (OIDC or API keys), allowed hosts and an https public URL" in message
    assert not list(tmp_path.iterdir()), "nothing was made"


def test_a_fixed_token_is_the_one_that_counts(tmp_path: Path) -> None:
    with serving(tmp_path, GUANXI_TOKEN="mine&yours") as server:
        assert server.link.endswith("/?token=mine%26yours")
        assert server.client.get("/api/v1/customers", headers={"Authorization": "Bearer mine&yours"}).status_code == 200


def test_a_used_link_that_is_opened_again_is_renewed_where_the_server_runs(running: Running) -> None:
    answers = [httpx.get(running.link, trust_env=False).status_code for _ in range(3)]
    assert answers == [303, 401, 401]
    assert running.process.stderr is not None
    said = running.process.stderr.readline()
    assert said.startswith("The link was used before; here is a new one: http://127.0.0.1:")
    assert httpx.get(said.rpartition(" ")[2].strip(), trust_env=False).status_code == 303


def test_other_processes_write_while_it_runs(running: Running, directory: Path) -> None:
    assert running.client.post(EVENTS, json=registration()).status_code == 201
    fields = '{"name": "Other", "currency": "EUR"}'
    recorded = subprocess.run(
        guanxi("--data", str(directory), "record", "C-2", "CustomerRegistered", "--data-json", fields),
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert recorded.returncode == 0, recorded.stderr
    codes = [row["code"] for row in running.client.get("/api/v1/customers").json()["items"]]
    assert codes == ["C-1", "C-2"]


def test_what_is_no_http_is_no_harm(running: Running) -> None:
    for sent, answered in (
        (b"\x16\x03\x01 nonsense\r\n\r\n", b"HTTP/1.1 400 "),
        (b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", b"HTTP/1.1 403 "),
        (b"GET / HTTP/1.1\r\n\r\n", b"HTTP/1.1 400 "),
        (b"GET / HTTP/1.1\r\nX: " + b"x" * 100_000 + b"\r\n\r\n", b"HTTP/1.1 4"),
    ):
        with socket.create_connection(("127.0.0.1", running.client.base_url.port or 0), timeout=SECONDS) as raw:
            raw.sendall(sent)
            assert raw.recv(4096).startswith(answered), sent[:40]
    assert running.client.get("/readyz").status_code == 200


def test_of_a_batch_that_breaks_off_whole_lines_may_stand_and_the_torn_one_does_not(tmp_path: Path) -> None:
    body = lines([{**registration(), "customer": "C-1"}, *(order(f"O-{n}", customer="C-1") for n in range(4500))])
    with serving(tmp_path) as server:
        head = (
            f"POST /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1:{server.client.base_url.port}\r\n"
            f"Authorization: Bearer {server.token}\r\nContent-Type: application/x-ndjson\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", server.client.base_url.port or 0), timeout=SECONDS) as raw:
            raw.sendall(head.encode() + body[:-20])
        broken = 'guanxi_http_requests_total{method="POST",route="/api/v1/events",status="0"} 1'
        deadline = monotonic() + SECONDS
        while broken not in server.client.get("/metrics").text and monotonic() < deadline:
            pass
        position = server.client.get("/api/v1/events", params={"limit": 1}).json()["position"]
        assert position in (0, 2000, 4000), "whole pieces of the batch, or nothing"
        server.process.terminate()
        assert server.stopped() == (0, "", "")


def test_what_was_acknowledged_before_a_kill_is_there_once(tmp_path: Path) -> None:
    moments = random.Random(20250314)
    acknowledged: dict[str, int] = {}
    for attempt in range(2):
        with serving(tmp_path) as server:
            server.client.post(EVENTS, json={**registration(), "source": "test", "external_id": "C-1"})
            acknowledged.update(_killed_while_recording(server, f"{attempt}", enough=moments.randrange(10, 60)))
    with open_ledger(tmp_path, create=False) as ledger:
        events = ledger.events(limit=100_000)
    assert [event.position for event in events] == list(range(1, len(events) + 1))
    stands = {event.external_id: event.position for event in events}
    assert len(stands) == len(events), "nothing is there twice"
    for order_id, position in acknowledged.items():
        assert stands[order_id] == position or position == 0, order_id
    with serving(tmp_path) as server:
        again = lines(order(one, customer="C-1", source="test", external_id=one) for one in acknowledged)
        answer = server.client.post("/api/v1/events", content=again, headers=NDJSON).json()
        assert (answer["known"], answer["recorded"]) == (len(acknowledged), 0)
        deadline = monotonic() + SECONDS
        while gauge(server, "guanxi_views_position") < len(events) and monotonic() < deadline:
            pass
        server.process.terminate()
        assert server.stopped() == (0, "", "")
    with open_ledger(tmp_path, create=False) as ledger:
        rebuild(ledger, ViewsFile(tmp_path / "anew.db"), clock=now_micros)
    assert unlike(contents(tmp_path / FILE_NAME), contents(tmp_path / "anew.db")) == []


def gauge(server: Running, name: str) -> int:
    """A figure of /metrics."""
    return int(server.client.get("/metrics").text.partition(f"\n{name} ")[2].partition("\n")[0])


def _killed_while_recording(server: Running, name: str, *, enough: int) -> dict[str, int]:
    """Two record single events, one records batches; killed after so many acknowledgements. 0: position not told."""
    acknowledged: dict[str, int] = {}
    reached = threading.Event()

    def note(ids: list[str], position: int) -> None:
        acknowledged.update(dict.fromkeys(ids, position))
        if len(acknowledged) >= enough:
            reached.set()

    def singly(writer: str) -> None:
        for number in range(100_000):
            order_id = f"{name}-{writer}-{number}"
            sent = order(order_id, source="test", external_id=order_id)
            note([order_id], client.post(EVENTS, json=sent).raise_for_status().json()["position"])

    def in_batches() -> None:
        for number in range(100_000):
            ids = [f"{name}-batch-{number}-{line}" for line in range(7)]
            body = lines(order(one, customer="C-1", source="test", external_id=one) for one in ids)
            answer = client.post("/api/v1/events", content=body, headers=NDJSON).raise_for_status().json()
            assert answer["recorded"] == 7
            note(ids, 0)

    def until_killed(work: object, *arguments: str) -> None:
        try:
            work(*arguments)  # type: ignore[operator]
        except httpx.TransportError:
            reached.set()

    client = server.client
    writers = [
        threading.Thread(target=until_killed, args=(singly, "a")),
        threading.Thread(target=until_killed, args=(singly, "b")),
        threading.Thread(target=until_killed, args=(in_batches,)),
    ]
    for writer in writers:
        writer.start()
    assert reached.wait(SECONDS)
    server.process.kill()
    for writer in writers:
        writer.join(SECONDS)
    return acknowledged
