"""Following the log, in every store."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.application import Ledger
from ledger.log_row import Row
from ledger.place import Place
from ledger.subscription import LedgerSubscription
from tests.views.conftest import Tell

ROOT = Path(__file__).resolve().parents[2]
IN_ANOTHER_PROCESS = """
import sys
from datetime import UTC
from pathlib import Path
from ledger.application import now_micros, open_ledger
from ledger.document import read_document
from ledger.place import Place
document = {"customer": "C-9", "type": "CustomerRegistered", "occurred_at": "2025-01-01",
            "data": {"name": "Ninth", "currency": "EUR"}}
place = Place(directory=Path(sys.argv[1]), database="".join(sys.argv[2:]) or None)
with open_ledger(place, create=False) as ledger:
    ledger.record(read_document(document, zone=UTC, now=now_micros()))
"""


@pytest.fixture
def place(every_place: Place) -> Place:
    return every_place


@pytest.fixture
def subscription(ledger: Ledger) -> Iterator[LedgerSubscription]:
    with ledger.application.recorder.subscribe(gt=0) as opened:
        yield opened


class Reader(threading.Thread):
    """Reads until the subscription is stopped."""

    def __init__(self, subscription: LedgerSubscription) -> None:
        super().__init__(daemon=True)
        self._subscription, self._came = subscription, threading.Semaphore(0)
        self.rows: list[Row] = []
        self.start()

    def run(self) -> None:
        for row in self._subscription:
            self.rows.append(row)
            self._came.release()

    def wait_for_one(self) -> None:
        assert self._came.acquire(timeout=30)


def test_what_is_recorded_comes_in_order_and_what_comes_later_too(subscription: LedgerSubscription, tell: Tell) -> None:
    tell("C-1", "CustomerRegistered", name="First", currency="EUR")
    reader = Reader(subscription)
    reader.wait_for_one()
    tell("C-1", "OrderPlaced", order_id="O1", amount="1.00", currency="EUR")
    reader.wait_for_one()
    assert [(row.id, row.topic) for row in reader.rows] == [(1, "CustomerRegistered"), (2, "OrderPlaced")]
    subscription.stop()
    reader.join()


def test_what_another_process_records_comes_too(subscription: LedgerSubscription, place: Place) -> None:
    reader = Reader(subscription)
    subprocess.run(
        [sys.executable, "-c", IN_ANOTHER_PROCESS, place.directory, place.database or ""],
        check=True,
        env={"PYTHONPATH": str(ROOT)},
    )
    reader.wait_for_one()
    assert reader.rows[0].originator_id == "C-9"
    subscription.stop()
    reader.join()


def test_it_begins_after_the_given_position(ledger: Ledger, book: None) -> None:
    last = ledger.last()[0]
    with ledger.application.recorder.subscribe(gt=last - 1) as subscription:
        assert next(subscription).id == last


def test_only_the_wanted_types_come(ledger: Ledger, book: None) -> None:
    with ledger.application.recorder.subscribe(gt=0, topics=["ComplaintRaised"]) as subscription:
        assert next(subscription).topic == "ComplaintRaised"


def test_a_batch_holds_what_is_there_and_no_more_than_asked_for(ledger: Ledger, book: None) -> None:
    with ledger.application.recorder.subscribe(gt=0) as subscription:
        assert [row.id for row in subscription.batch(3)] == [1, 2, 3]
        assert [row.id for row in subscription.batch(2)] == [4, 5]
        rest = subscription.batch()
        assert [row.id for row in rest] == list(range(6, ledger.last()[0] + 1))


def test_a_batch_ends_empty_when_nothing_comes_in_time(subscription: LedgerSubscription) -> None:
    assert subscription.batch(seconds=0) == ()


def test_a_stop_ends_the_waiting_at_once(subscription: LedgerSubscription) -> None:
    reader = Reader(subscription)
    subscription.stop()
    reader.join(timeout=30)
    assert not reader.is_alive()


def test_after_a_stop_nothing_more_comes(ledger: Ledger, book: None) -> None:
    with ledger.application.recorder.subscribe(gt=0) as subscription:
        assert next(subscription).id == 1
        subscription.stop()
        assert list(subscription) == []
        assert subscription.batch() == ()
