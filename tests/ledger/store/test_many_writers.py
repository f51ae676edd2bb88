"""Several writers at once, threads and processes: nothing lost, nothing twice, no error for mere contention."""

from collections.abc import Callable
from datetime import UTC
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest

from ledger.application import Ledger, now_micros, open_ledger
from ledger.document import read_document
from ledger.errors import GuanxiError
from ledger.interaction import Interaction
from ledger.place import Place


def _read(customer: str, kind: str, data: dict[str, Any], external_id: str | None = None) -> Interaction:
    document = {"customer": customer, "type": kind, "occurred_at": "2025-03-10T09:00:00Z", "data": data}
    if external_id is not None:
        document |= {"source": "erp", "external_id": external_id}
    return read_document(document, zone=UTC, now=now_micros())


def _registered(customer: str) -> Interaction:
    return _read(customer, "CustomerRegistered", {"name": "Nordwind", "currency": "EUR"})


def _order(customer: str, order_id: str, external_id: str | None = None) -> Interaction:
    return _read(customer, "OrderPlaced", {"order_id": order_id, "currency": "EUR", "amount": "5.00"}, external_id)


def check_order(ledger: Ledger) -> int:
    """Positions run 1 to n, versions of every stream likewise, and recorded_at never falls; answers n."""
    rows = list(ledger.rows())
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    assert all(earlier[7] <= later[7] for earlier, later in pairwise(rows))
    for customer in {row[2] for row in rows}:
        versions = [row[3] for row in rows if row[2] == customer]
        assert versions == list(range(1, len(versions) + 1))
    return len(rows)


def _record_in_another_process(place: Place, name: str, count: int, together: bool) -> list[str]:
    """What it met that was no receipt."""
    orders = [_order("C-1", f"{name}-{number}") for number in range(count)]
    with open_ledger(place) as ledger:
        if together:
            outcomes: list[Any] = []
            for start in range(0, count, 10):
                outcomes += ledger.record_many(orders[start : start + 10], correlation_id=name)
            return [str(outcome) for outcome in outcomes if isinstance(outcome, GuanxiError)]
        for order in orders:
            ledger.record(order, correlation_id=name)
        return []


@pytest.mark.parametrize("together", [(False, False), (True, True), (False, True)])
def test_two_processes_recording_for_one_customer_at_once(place: Place, together: tuple[bool, bool]) -> None:
    with open_ledger(place) as ledger:
        ledger.record(_registered("C-1"))
    with get_context("spawn").Pool(2) as pool:
        running = [
            pool.apply_async(_record_in_another_process, (place, name, 150, each))
            for name, each in zip("ab", together, strict=True)
        ]
        assert [each.get(timeout=120) for each in running] == [[], []]
    with open_ledger(place) as ledger:
        assert check_order(ledger) == 301
        orders = [event.data["order_id"] for event in ledger.events(limit=1000) if event.type == "OrderPlaced"]
        assert sorted(orders) == sorted(f"{name}-{number}" for name in "ab" for number in range(150))


def test_threads_that_record_for_one_customer_all_succeed(ledger: Ledger, registered: Callable[..., Any]) -> None:
    ledger.record(registered("C-1"))
    start, failed = Barrier(6), []

    def work(name: str) -> None:
        start.wait()
        for number in range(25):
            try:
                ledger.record(_order("C-1", f"{name}-{number}"))
            except Exception as error:
                failed.append(error)

    run_all(work, "abcdef")
    assert failed == []
    assert check_order(ledger) == 151


def test_only_one_of_many_threads_records_what_can_be_recorded_once(
    ledger: Ledger, registered: Callable[..., Any]
) -> None:
    """Rules hold under contention: each id is taken once, and every loser is told so."""
    ledger.record(registered("C-1"))
    start, won, lost = Barrier(6), [], []

    def work(_: str) -> None:
        start.wait()
        for number in range(15):
            try:
                won.append(ledger.record(_order("C-1", f"SO-{number}")))
            except GuanxiError as error:
                lost.append(error.code)

    run_all(work, "abcdef")
    assert len(won) == 15
    assert lost == ["already_registered"] * 75
    assert check_order(ledger) == 16


def test_many_threads_with_the_same_external_id_record_it_once(ledger: Ledger, registered: Callable[..., Any]) -> None:
    ledger.record(registered("C-1"))
    start, receipts = Barrier(6), []

    def work(_: str) -> None:
        start.wait()
        receipts.extend(ledger.record(_order("C-1", f"SO-{number}", f"SO-{number}")) for number in range(15))

    run_all(work, "abcdef")
    assert len(receipts) == 90
    assert sum(not receipt.known for receipt in receipts) == 15
    assert len({receipt.event_id for receipt in receipts}) == 15


def run_all(work: Callable[[str], None], names: str) -> None:
    threads = [Thread(target=work, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _open_in_another_process(place: Place, name: str) -> int:
    with open_ledger(place) as ledger:
        return ledger.record(_registered(name)).version


def test_processes_that_make_a_ledger_at_once_make_one(
    store: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    database = request.getfixturevalue("empty_database") if store == "postgres" else None
    place = Place(directory=tmp_path / "new", database=database)
    with get_context("spawn").Pool(3) as pool:
        names = [f"C-{number}" for number in range(6)]
        assert pool.starmap(_open_in_another_process, [(place, name) for name in names]) == [1] * 6
    with open_ledger(place) as ledger:
        assert ledger.customers() == names
