"""A server under a hundred events a second over HTTP: how far the views lag, and what pages cost meanwhile."""

import json
import random
import sys
import tempfile
import threading
import time
from bisect import bisect_left
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from bench.http import Caller, server
from bench.rows import latency_row
from bench.simulated import simulated
from ledger.application import now_micros, open_ledger
from ledger.times import format_instant
from projections.views.store import Views, views_of

CUSTOMERS = 20_000
SECONDS = 30
POSTS, READS = 100, 5  # a second
POSTING = "POST one event"
POSTERS = 4  # connections; one would wait for its own answers
LOOK_SECONDS = 0.002
PATIENCE = 120.0  # for the views to come to the end after the last event

Seen = list[tuple[int, float]]
"""(position, when the views were first seen there), ascending."""


def run(customers: int = CUSTOMERS, seconds: int = SECONDS, posts: int = POSTS) -> None:
    with tempfile.TemporaryDirectory() as home:
        directory = simulated(customers, Path(home))
        with open_ledger(directory) as ledger, server(str(directory)) as address:
            codes, begin = ledger.customers(), ledger.last()[0]
            watch = Watch(views_of(ledger))
            watch.until(begin)
            acknowledged, reads = load(address, codes, seconds, posts)
            watch.until(max(position for position, _ in acknowledged))
    lag = lags(acknowledged, watch.ended())
    print(f"{f'events posted, {posts} a second asked for':<60} {len(acknowledged) / seconds:12,.0f} /s")
    print(latency_row("lag: from the answer to POST until the views hold it", lag, p99=100))
    for name, spent in reads.items():
        print(latency_row(name, spent, **({} if name == POSTING else {"p95": 150})))


def load(address: str, codes: list[str], seconds: int, posts: int) -> tuple[Seen, dict[str, list[float]]]:
    """Positions with the moment of their answers, and milliseconds of posts and reads."""
    acknowledged: Seen = []
    spent: dict[str, list[float]] = {POSTING: [], "book page": [], "customer page": [], "GET one standing": []}
    chosen = random.Random(7)
    asked = (
        ("book page", lambda code: "/"),
        ("customer page", lambda code: f"/customers/{quote(code)}"),
        ("GET one standing", lambda code: f"/api/v1/customers/{quote(code)}"),
    )

    def post(call: Caller, number: int) -> None:
        began = time.perf_counter()
        position = record(call, chosen.choice(codes), number)
        acknowledged.append((position, time.perf_counter()))
        spent[POSTING].append((acknowledged[-1][1] - began) * 1000)

    def read(call: Caller, number: int) -> None:
        name, path = asked[number % len(asked)]
        began = time.perf_counter()
        status, body, _ = call("GET", path(chosen.choice(codes)), headers={"Accept": "text/html, application/json"})
        if status != 200:
            raise RuntimeError(body.decode())
        spent[name].append((time.perf_counter() - began) * 1000)

    workers = [
        threading.Thread(target=paced, args=(post, address, posts / POSTERS, seconds, worker * 1_000_000))
        for worker in range(POSTERS)
    ]
    workers.append(threading.Thread(target=paced, args=(read, address, READS, seconds, 0)))
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sorted(acknowledged), spent


def paced(act: Callable[[Caller, int], None], address: str, a_second: float, seconds: int, first: int) -> None:
    """Begin at even distances; who is late does not wait."""
    call, due = Caller(address), time.perf_counter()
    for number in range(round(a_second * seconds)):
        time.sleep(max(due - time.perf_counter(), 0))
        act(call, first + number)
        due += 1 / a_second


def record(call: Caller, customer: str, number: int) -> int:
    """Position of one interaction of now: an order, a complaint or a note in turn."""
    kind, data = (
        ("OrderPlaced", {"order_id": f"live-{number}", "amount": "125.00", "currency": "EUR"}),
        ("ComplaintRaised", {"complaint_id": f"live-{number}", "severity": "minor", "category": "delivery"}),
        ("NoteAdded", {"text": "Called about the delivery of next week."}),
    )[number % 3]
    document = {"type": kind, "occurred_at": format_instant(now_micros()), "data": data}
    status, body, _ = call("POST", f"/api/v1/customers/{quote(customer)}/events", json.dumps(document).encode())
    if status != 201:
        raise RuntimeError(body.decode())
    position: int = json.loads(body)["position"]
    return position


class Watch:
    """Looks every two milliseconds how far the views are."""

    def __init__(self, views: Views) -> None:
        self._views, self._seen, self._ended = views, [(0, 0.0)], threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def until(self, position: int) -> None:
        """Wait until they hold it."""
        deadline = time.monotonic() + PATIENCE
        while self._seen[-1][0] < position and time.monotonic() < deadline:
            time.sleep(0.05)

    def ended(self) -> Seen:
        self._ended.set()
        self._thread.join()
        return self._seen

    def _look(self) -> None:
        with self._views.opener()() as recorder:
            while not self._ended.wait(LOOK_SECONDS):
                with recorder.reading() as reading:
                    position = reading.reached(reading.present_generation())[0]
                if position > self._seen[-1][0]:
                    self._seen.append((position, time.perf_counter()))


def lags(acknowledged: Seen, seen: Seen) -> list[float]:
    """Milliseconds; 0 where the views were there before the answer. One they never came to counts to the end."""
    positions, end = [position for position, _ in seen], time.perf_counter()
    found = []
    for position, answered in acknowledged:
        at = bisect_left(positions, position)
        found.append(max((seen[at][1] if at < len(seen) else end) - answered, 0.0) * 1000)
    return found


if __name__ == "__main__":
    run(*map(int, sys.argv[1:]))
