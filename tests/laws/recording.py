"""Histories recorded in real ledgers, each in a directory of its own."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger.application import Ledger, open_ledger
from ledger.document import read_document
from ledger.errors import GuanxiError
from ledger.interaction import Interaction
from ledger.receipt import Receipt
from tests.laws.deciding import NOW
from tests.laws.documents import Document, line


@contextmanager
def new_ledger() -> Iterator[Ledger]:
    """An empty ledger in which it is always the same time, later than every history."""
    with TemporaryDirectory() as directory, open_ledger(Path(directory) / "data", clock=lambda: NOW) as ledger:
        yield ledger


def interactions(documents: Sequence[Document], *, restoring: bool = False) -> list[Interaction]:
    return [
        read_document(line(document, recorded=restoring), zone=UTC, now=NOW, restoring=restoring)
        for document in documents
    ]


def one_by_one(ledger: Ledger, documents: Sequence[Document]) -> list[Receipt]:
    return [ledger.record(interaction) for interaction in interactions(documents)]


def at_once(ledger: Ledger, documents: Sequence[Document]) -> list[Receipt]:
    return accepted(ledger.record_many(interactions(documents)))


def restored(ledger: Ledger, documents: Sequence[Document]) -> list[Receipt]:
    return accepted(ledger.restore(interactions(documents, restoring=True), source="laws", simulated=True))


def accepted(outcomes: Sequence[Receipt | GuanxiError]) -> list[Receipt]:
    for outcome in outcomes:
        if isinstance(outcome, GuanxiError):
            raise outcome
    return [outcome for outcome in outcomes if isinstance(outcome, Receipt)]


Recorder = Callable[[Ledger, Sequence[Document]], list[Receipt]]
