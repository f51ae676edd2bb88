"""A ledger on disk with a simulated book, and all that is answered of it, printed by a process of its own."""

import json
import sys
from datetime import UTC, date
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from ledger.application import open_ledger
from ledger.document import read_document
from projections.journal.building import build
from tests.laws.everything import everything
from tests.simulation.books import arguments, written

NOW = 1_767_225_600_000_000  # 2026-01-01
AS_OF, ZONE = date(2025, 6, 30), ZoneInfo("UTC")


def simulated_ledger(home: Path, customers: int) -> Path:
    """Its directory; half of the log is in the journal."""
    directory = home / "data"
    lines = written(home / "book.jsonl", arguments(customers=customers)).splitlines()
    with open_ledger(directory, clock=lambda: NOW) as ledger:
        past = [read_document(line, zone=UTC, now=NOW, restoring=True) for line in lines]
        ledger.restore(past, source="book.jsonl", simulated=True)
        build(ledger, directory / "journal", {}, positions=ledger.last()[0] // 2)
    return directory


def print_everything(directory: Path) -> None:
    """Answers as lines of JSON: a customer's standing, history and timeline, and the book; all asked twice."""
    with open_ledger(directory, create=False) as ledger:
        asked = partial(everything, ledger, ledger.customers(), as_of=AS_OF, known_at=None, zone=ZONE, whole=ledger)
        for answers in (asked(), asked()):
            sys.stdout.write(json.dumps(answers) + "\n")


if __name__ == "__main__":
    print_everything(Path(sys.argv[1]))
