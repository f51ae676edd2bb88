"""A process of a soak: `python -m tests.soak.child WHAT STORE DIRECTORY NAME [COUNT]`; told to end, or killed.

append: records until it is killed. write: records COUNT orders. undo: writes as many and takes each write back. follow:
says what it hears until it hears of the end.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC
from itertools import count, islice
from pathlib import Path

from ledger.application import Ledger, now_micros
from ledger.document import read_document
from ledger.errors import GuanxiError
from ledger.interaction import Interaction
from ledger.receipt import Receipt
from tests.soak.stores import open_at

CUSTOMERS = 3
THE_END = "the-end"


def order(customer: str, order_id: str) -> Interaction:
    """Told apart by its external id."""
    return read_document(
        {
            "customer": customer,
            "type": "OrderPlaced",
            "occurred_at": "2025-03-10T09:00:00Z",
            "source": "soak",
            "external_id": order_id,
            "data": {"order_id": order_id, "currency": "EUR", "amount": "5.00"},
        },
        zone=UTC,
        now=now_micros(),
    )


def registered(customer: str) -> Interaction:
    """Customers of a soak."""
    data = {"name": customer, "currency": "EUR"}
    document = {"customer": customer, "type": "CustomerRegistered", "occurred_at": "2025-01-01", "data": data}
    return read_document(document, zone=UTC, now=now_micros())


def _batches(name: str) -> Iterator[list[Interaction]]:
    """1, 2, 3, 4, 1 ... orders at a time."""
    numbers = count()
    for size in count():
        yield [order(f"C-{n % CUSTOMERS + 1}", f"{name}-{n}") for n in islice(numbers, size % 4 + 1)]


def _say(*words: object) -> None:
    """One write per line: what is heard of a killed process is what it said, no more and no less."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def _record(ledger: Ledger, batch: list[Interaction]) -> None:
    receipts = [ledger.record(batch[0])] if len(batch) == 1 else ledger.record_many(batch)
    for interaction, receipt in zip(batch, receipts, strict=True):
        if isinstance(receipt, GuanxiError):
            raise receipt
        _say(receipt.position, receipt.event_id, interaction.external_id)


def append(ledger: Ledger, name: str, _: int) -> None:
    for batch in _batches(name):
        _record(ledger, batch)


def write(ledger: Ledger, name: str, batches: int) -> None:
    for batch in islice(_batches(name), batches):
        _record(ledger, batch)


def undo(ledger: Ledger, name: str, batches: int) -> None:
    for batch in islice(_batches(name), batches):
        with ledger.attempt() as attempt:
            assert all(isinstance(outcome, Receipt) for outcome in attempt.record_many(batch, actor="soak"))
        _say("undone")


def follow(ledger: Ledger, _: str, __: int) -> None:
    _say("listening")
    with ledger.application.recorder.subscribe(gt=0) as subscription:
        for row in subscription:
            _say(row.id, row.event_id, row.leaf.hex())
            if row.external_id == THE_END:
                return


DOES: Mapping[str, Callable[[Ledger, str, int], None]] = {
    "append": append,
    "write": write,
    "undo": undo,
    "follow": follow,
}

if __name__ == "__main__":
    what, store, directory, name, *rest = sys.argv[1:]
    with suppress(BrokenPipeError), open_at(store, Path(directory)) as ledger:
        DOES[what](ledger, name, int(rest[0]) if rest else 0)
