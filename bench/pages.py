"""The two pages of a book of 20,000 customers from a server process: again, and right after an event."""

import json
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

from bench.append import order_line
from bench.http import Caller, server
from bench.rows import latency_row, timed
from bench.simulated import simulated
from ledger.application import now_micros, open_ledger
from ledger.times import format_instant, from_micros
from projections.calendar import MICROS_PER_DAY
from projections.effective import REGISTERED

CUSTOMERS = 20_000
ROUNDS, DAYS_AGO = 100, 200
GOAL_MS = 150
BOOK = ("/", "/?stage=stable&sort=-purchases_12m", "/?search=li&sort=name", "/?signal=order_overdue", "/?page=50")


def run() -> None:
    with tempfile.TemporaryDirectory() as home:
        directory = simulated(CUSTOMERS, Path(home))
        with open_ledger(directory) as ledger:
            codes, then = ledger.customers(), now_micros() - DAYS_AGO * MICROS_PER_DAY
            known = sorted({row[2] for row in ledger.rows(upto=ledger.position_at(then)) if row[4] == REGISTERED})
        with server(str(directory)) as address:
            measure(Caller(address), codes, known)


def measure(call: Caller, codes: list[str], known: list[str]) -> None:
    """known: the codes that were, DAYS_AGO days ago."""
    sizes: dict[str, int] = {}

    def page(name: str, path: Callable[[int], str], *, event: bool = False) -> None:
        def asked(number: int) -> None:
            status, body, _ = call("GET", path(number), headers={"Accept": "text/html"})
            if status != 200:
                raise RuntimeError(body.decode())
            sizes[name] = max(sizes.get(name, 0), len(body))

        if not event:
            print(latency_row(name, timed(asked, ROUNDS), p95=GOAL_MS))
            return
        spent = timed(asked, ROUNDS, before=lambda number: record(call, codes[number * 41 % len(codes)], name, number))
        print(latency_row(name, spent, p95=GOAL_MS))

    def book(number: int) -> str:
        return BOOK[number % len(BOOK)]

    def customer(number: int) -> str:
        return f"/customers/{quote(codes[number * 37 % len(codes)])}"

    page("book page", book)
    page("book page after an event", book, event=True)
    page("customer page", customer)
    page("customer page after an event", customer, event=True)
    then = from_micros(now_micros()).date() - timedelta(days=DAYS_AGO - 1)
    asked = f"?known_at={then}&as_of={then}"
    page(
        f"customer page as known {DAYS_AGO} days ago",
        lambda number: f"/customers/{quote(known[number * 37 % len(known)])}{asked}",
    )
    for name, size in sizes.items():
        print(f"{'largest ' + name:<60} {size:12,} bytes")


def record(call: Caller, customer: str, name: str, number: int) -> None:
    document = json.loads(order_line(customer, 0))
    now = now_micros()
    document |= {"external_id": f"{name} {number} {now}", "occurred_at": format_instant(now)}
    document["data"] |= {"order_id": f"{name} {number} {now}"}
    status, body, _ = call("POST", f"/api/v1/customers/{quote(customer)}/events", json.dumps(document).encode())
    if status != 201:
        raise RuntimeError(body.decode())
