"""From an interaction until its view row can be read, in a book of 20,000 customers; what answers cost."""

import random
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

from bench.rows import latency_row, timed
from bench.simulated import simulated
from ledger.application import Ledger, now_micros, open_ledger
from ledger.document import read_document
from ledger.times import format_instant
from projections import answers
from projections.clocks import resolve
from projections.follower.follower import Follower
from projections.views.sqlite.file import FILE_NAME, ViewsFile

CUSTOMERS = 20_000
ROUNDS = 1_000
PATIENCE = 600.0


def run(customers: int = CUSTOMERS) -> None:
    with tempfile.TemporaryDirectory() as home, open_ledger(simulated(customers, Path(home))) as ledger:
        views = ledger.directory / FILE_NAME
        print(f"{'views.db':<60} {views.stat().st_size / 1e6:12,.0f} MB")
        follower = Follower(ledger, ViewsFile(views), clock=now_micros)
        follower.start()
        try:
            follow(ledger, follower)
            pages(ledger)
        finally:
            follower.stop()


def follow(ledger: Ledger, follower: Follower) -> None:
    follower.wait_for(ledger.last()[0], PATIENCE)
    chosen = random.Random(7)
    codes = ledger.customers()

    def until_seen(through: Ledger, kind: str, name: str) -> Callable[[int], None]:
        def once(number: int) -> None:
            position = record(through, chosen.choice(codes), kind, f"{name}-{now_micros()}")
            follower.wait_for(position, PATIENCE)

        return once

    with open_ledger(ledger.directory) as elsewhere:
        for name, through in (("here", ledger), ("by another connection", elsewhere)):
            for kind in ("ComplaintRaised", "OrderPlaced"):
                spent = timed(until_seen(through, kind, name), ROUNDS)
                print(latency_row(f"recorded {name} until its row is updated, {kind}", spent, p50=20, p99=100))


def record(ledger: Ledger, customer: str, kind: str, name: str) -> int:
    """Position of one interaction of now."""
    complaint = {"complaint_id": name, "severity": "major", "category": "quality"}
    order = {"order_id": name, "amount": "125.00", "currency": "EUR"}
    now = now_micros()
    document = {
        "customer": customer,
        "type": kind,
        "occurred_at": format_instant(now),
        "data": order if kind == "OrderPlaced" else complaint,
    }
    return ledger.record(read_document(document, zone=UTC, now=now)).position


def pages(ledger: Ledger) -> None:
    codes = ledger.customers()

    def book(number: int) -> None:
        answers.book(ledger, resolve(ledger, now=now_micros()), stage="stable", sort="-purchases_12m")

    def customer(number: int) -> None:
        clocks = resolve(ledger, now=now_micros())
        answers.standing(ledger, codes[number * 7 % len(codes)], clocks)
        answers.history(ledger, codes[number * 7 % len(codes)], clocks)

    print(latency_row("the book, filtered and sorted, from the views", timed(book, 50)))
    print(latency_row("standing and history of one customer", timed(customer, 200)))


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else CUSTOMERS)
