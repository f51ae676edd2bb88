"""Whoever follows the log while many write sees every event once and in order, whatever becomes of the writers."""

import os
from collections.abc import Callable
from datetime import UTC
from multiprocessing import get_context
from threading import Thread

import pytest

from ledger.application import Ledger, now_micros, open_ledger
from ledger.document import read_document
from ledger.interaction import Interaction
from ledger.place import Place
from tests.ledger.store.test_killed import kill_after

EACH = 60


def _orders(name: str) -> list[Interaction]:
    documents = [
        {
            "customer": "C-1",
            "type": "OrderPlaced",
            "occurred_at": "2025-03-10T09:00:00Z",
            "data": {"order_id": f"{name}-{number}", "currency": "EUR", "amount": "5.00"},
        }
        for number in range(EACH)
    ]
    return [read_document(document, zone=UTC, now=now_micros()) for document in documents]


def _write(place: Place, name: str, keep: bool) -> None:
    """In another process: one by one and by threes; or into attempts that are rolled back, each of them."""
    orders = _orders(name)
    with open_ledger(place, create=False) as ledger:
        if keep:
            for order in orders[:30]:
                ledger.record(order)
            for start in range(30, EACH, 3):
                ledger.record_many(orders[start : start + 3])
        else:
            for start in range(0, EACH, 3):
                with ledger.attempt() as attempt:
                    attempt.record_many(orders[start : start + 3])


class Follower(Thread):
    """Follows until the log ends where it was told that it does."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(daemon=True)
        self._subscription = ledger.application.recorder.subscribe(gt=0)
        self.seen: list[tuple[int, str]] = []
        self.end: int | None = None
        self.start()

    def run(self) -> None:
        with self._subscription as subscription:
            while self.end is None or len(self.seen) < self.end:
                self.seen += [(row.id, row.event_id) for row in subscription.batch(seconds=0.5)]


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_four_writers_one_killed_one_rolled_back_and_two_followers(
    place: Place, open_here: Callable[..., Ledger], registered: Callable[[str], Interaction]
) -> None:
    ledger = open_here(clock=now_micros)
    ledger.record(registered("C-1"))
    followers = [Follower(open_here(clock=now_micros)) for _ in range(2)]
    with get_context("spawn").Pool(3) as pool:
        writing = [
            pool.apply_async(_write, (place, name, keep)) for name, keep in (("a", True), ("b", True), ("c", False))
        ]
        acknowledged = kill_after(place, "killed", 40)
        for each in writing:
            each.get(timeout=300)
    end = ledger.last()[0]
    for follower in followers:
        follower.end = end
        follower.join(timeout=60)
    log = [(row[0], row[1]) for row in ledger.rows()]
    assert [position for position, _ in log] == list(range(1, end + 1))
    assert [follower.seen for follower in followers] == [log, log]
    told = {line.split()[1] for line in acknowledged if line.endswith("\n")}
    assert told <= {event_id for _, event_id in log}
    orders = [event.data["order_id"] for event in ledger.events(types=["OrderPlaced"], limit=10**6)]
    assert len(set(orders)) == len(orders)
    assert sorted(order for order in orders if not order.startswith("killed")) == sorted(
        f"{name}-{number}" for name in "ab" for number in range(EACH)
    )
