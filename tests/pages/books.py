"""Books for the tests of the pages, each in a data directory of its own."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from api.importing.importing import import_files
from api.simulation.arguments import Arguments
from api.simulation.book import write_book
from ledger.application import Ledger, now_micros, open_ledger
from ledger.document import read_document

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "book.jsonl"
LAST_DAY = "2026-10-31"  # of the example
ZONE = ZoneInfo("Asia/Shanghai")


def restore_example(directory: Path) -> Path:
    """The six customers of the example."""
    return _restored(directory, EXAMPLE, simulated=False)


def restore_simulated(directory: Path, *, customers: int, years: int = 3) -> Path:
    """A simulated book, which says so."""
    lines = directory / "lines.jsonl"
    write_book(Arguments(customers=customers, years=years, seed=5, until=date(2025, 12, 31)), lines)
    return _restored(directory, lines, simulated=True)


def record(ledger: Ledger, *documents: Mapping[str, Any]) -> None:
    """Record event documents; none may be refused."""
    for document in documents:
        ledger.record(read_document(document, zone=ZONE, now=now_micros()))


def book_of(directory: Path, documents: Iterable[Mapping[str, Any]]) -> Path:
    """A book of these events."""
    with open_ledger(directory) as ledger:
        record(ledger, *documents)
    return directory


def registered(code: str, name: str, **more: Any) -> dict[str, Any]:
    data = {"name": name, "currency": "CNY", **more}
    return {"customer": code, "type": "CustomerRegistered", "occurred_at": "2025-01-06T09:00:00+08:00", "data": data}


def ordered(code: str, order_id: str, day: str, amount: str = "1200.00") -> dict[str, Any]:
    data = {"order_id": order_id, "currency": "CNY", "amount": amount}
    return {"customer": code, "type": "OrderPlaced", "occurred_at": f"{day}T09:00:00+08:00", "data": data}


def noted(code: str, text: str, day: str = "2025-02-03") -> dict[str, Any]:
    return {"customer": code, "type": "NoteAdded", "occurred_at": f"{day}T09:00:00+08:00", "data": {"text": text}}


def _restored(directory: Path, lines: Path, *, simulated: bool) -> Path:
    with open_ledger(directory) as ledger:
        summary = import_files(
            ledger,
            [lines],
            mapping=None,
            restore=True,
            ignore_recorded_at=False,
            strict=True,
            dry_run=False,
            zone=ZONE,
            now=now_micros(),
            rejects_dir=directory / "rejects",
            simulated=simulated,
        )
    assert summary.document()["rejected"] == 0
    return directory
