"""The same append through HTTP at a hundred a second, a batch, and answers that are held, from a server process."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from urllib.parse import urlsplit

from bench.append import order_line
from bench.rows import latency_row, rate_row, timed

TOKEN = "bench"
ROUNDS = 1_000
A_SECOND = 100
BATCH = 50_000
PROGRAM = "from api.cli.main import run; run()"


class Caller:
    """One connection that stays open, as a program would keep it."""

    def __init__(self, address: str) -> None:
        self._connection = HTTPConnection(address, timeout=60)

    def __call__(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, bytes, str]:
        """Status, body and tag."""
        sent = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json", **(headers or {})}
        self._connection.request(method, path, body, sent)
        answer = self._connection.getresponse()
        return answer.status, answer.read(), answer.headers.get("ETag", "")

    def record(self, number: int) -> None:
        """One order."""
        document = json.loads(order_line("C-1", number))
        status, body, _ = self("POST", "/api/v1/customers/C-1/events", json.dumps(document).encode())
        if status != 201:
            raise RuntimeError(body.decode())


@contextmanager
def server(directory: str) -> Iterator[str]:
    """The address of `guanxi serve` on this directory."""
    command = [sys.executable, "-c", PROGRAM, "serve", "--data", directory, "--port", "0"]
    environment = {**os.environ, "GUANXI_TOKEN": TOKEN}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as process:
        try:
            assert process.stdout is not None
            yield urlsplit(process.stdout.readline().split()[-1]).netloc
        finally:
            process.terminate()


def paced(call: Caller) -> list[float]:
    """Milliseconds of each append, begun at even distances."""
    spent, due = [], time.perf_counter()
    for number in range(ROUNDS):
        due += 1 / A_SECOND
        time.sleep(max(due - time.perf_counter(), 0))
        begin = time.perf_counter()
        call.record(1_000_000 + number)
        spent.append((time.perf_counter() - begin) * 1000)
    return spent


def run() -> None:
    with tempfile.TemporaryDirectory() as home, server(home) as address:
        call = Caller(address)
        registration = {
            "type": "CustomerRegistered",
            "occurred_at": "2024-01-01",
            "data": {"name": "华东机电", "currency": "CNY"},
        }
        call("POST", "/api/v1/customers/C-1/events", json.dumps(registration).encode())
        timed(call.record, 100)
        print(latency_row(f"POST one event, {A_SECOND} a second", paced(call), p50=10, p99=50))
        print(latency_row("GET /healthz", timed(lambda _: call("GET", "/healthz"), ROUNDS)))
        _, _, tag = call("GET", "/api/v1/customers")
        held = timed(lambda _: call("GET", "/api/v1/customers", headers={"If-None-Match": tag}), ROUNDS)
        print(latency_row("GET the book that is held already (304)", held))
        lines = b"".join(order_line("C-1", 2_000_000 + number) + b"\n" for number in range(BATCH))
        begin = time.perf_counter()
        _, body, _ = call("POST", "/api/v1/events", lines, {"Content-Type": "application/x-ndjson"})
        print(rate_row("POST a batch of orders", json.loads(body)["recorded"], time.perf_counter() - begin))
